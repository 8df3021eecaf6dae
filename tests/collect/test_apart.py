"""Documents parsed in a child: the same reports as in this process; what hangs, swells or crashes costs itself alone, and nothing twice."""

import json
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.collect.adapter_cases import FILES, GOLDEN, taken

from tocsin.collect.apart import pool
from tocsin.collect.files import Collected, Limits, RefusedInput, collect
from tocsin.errors import UsageError

CLOCK = datetime(2026, 11, 28, 12, tzinfo=UTC)
SOUND = (GOLDEN / "html/declared.html").read_bytes()
APART = [path for path in FILES if path.parent.name in pool.USUAL]
MISBEHAVING = """
import os, signal, time
from tocsin.collect.adapters.contract import Piece

def read(stream, taking):
    raw = stream.read()
    yield Piece(text="said before", blob=raw)
    if b"hang" in raw:
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
        while True:
            pass
    if b"swell" in raw:
        held = []
        while True:
            held.append(bytearray(20_000_000))
    if b"crash" in raw:
        os.kill(os.getpid(), signal.SIGSEGV)
    if b"raise" in raw:
        raise KeyboardInterrupt if b"stop" in raw else Exception("a new kind")
    if b"print" in raw:
        os.write(1, b"not an answer")
        print("nor this", flush=True)
    if b"write" in raw:
        with open(raw.split()[1], "wb") as file:
            file.write(b"left behind")
    if b"tell" in raw:
        yield Piece(text="keys: " + " ".join(sorted(name for name in os.environ if "SECRET" in name)) + ".", blob=raw)
    yield Piece(text="said behind", blob=raw)
"""


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Formats go through children as they do for users; afterwards none is left."""
    monkeypatch.setenv(pool.VARIABLE, "usual")
    yield
    pool.close()


@pytest.fixture
def odd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A format `odd` of another package, whose parser does what its bytes say."""
    from tocsin.collect.adapters import registry

    (tmp_path / "odd_format.py").write_text(MISBEHAVING)
    info = tmp_path / "odd_format-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: odd_format\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[tocsin.adapters]\nodd = odd_format\n")
    monkeypatch.syspath_prepend(tmp_path)
    registry.others.cache_clear()
    yield
    registry.others.cache_clear()
    registry._loaded.cache_clear()


def told(raw: bytes, limits: Limits | None = None, form: str | None = "odd") -> list[str]:
    """The texts of reports and the reasons of refusals, in order."""
    items = taken(raw, "x", form, limits)
    return [item.report.text if isinstance(item, Collected) else item.record.reason for item in items]


@pytest.mark.parametrize("path", APART, ids=[f"{path.parent.name}/{path.name}" for path in APART])
def test_a_child_gives_what_this_process_gives(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw, form = path.read_bytes(), path.parent.name
    elsewhere = taken(raw, path.name, form)
    monkeypatch.setenv(pool.VARIABLE, "none")
    assert elsewhere == taken(raw, path.name, form)


def test_one_child_serves_many_documents_and_every_thread_its_own() -> None:
    children: set[object] = set()
    for _ in range(3):
        assert told(SOUND, form="html")
        children.update(pool._idle)
    assert len(children) == 1
    found: list[list[str]] = []
    threads = [threading.Thread(target=lambda: found.append(told(SOUND, form="html"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len({tuple(one) for one in found}) == 1


@pytest.mark.usefixtures("odd")
@pytest.mark.parametrize(
    ("raw", "reason"),
    [(b"hang", "too-slow"), (b"swell", "too-much-memory"), (b"crash", "crashed"), (b"raise", "broken"), (b"raise stop", "crashed")],
)
def test_what_misbehaves_is_refused_with_its_bytes_and_what_came_before_stays(raw: bytes, reason: str) -> None:
    limits = Limits(seconds=1, memory=300_000_000)
    items = taken(raw, "x", "odd", limits)
    assert [item.report.text for item in items if isinstance(item, Collected)] == ["said before"]
    (refused,) = [item for item in items if isinstance(item, RefusedInput)]
    assert (refused.record.reason, refused.blob, refused.record.format) == (reason, raw, "odd")
    assert refused.record.todo
    assert told(b"sound", limits) == ["said before", "said behind"]  # another child is at work


@pytest.mark.usefixtures("odd")
def test_a_child_prints_writes_and_knows_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SECRET", "hunter2")
    assert told(b"print") == ["said before", "said behind"]
    left = tmp_path / "left"
    assert told(b"write " + os.fsencode(left)) == ["said before", "broken"]
    assert not left.exists() or left.read_bytes() == b""
    assert told(b"tell") == ["said before", "keys: .", "said behind"]


@pytest.mark.usefixtures("odd")
def test_who_stops_asking_in_the_middle_gets_whole_answers_afterwards() -> None:
    from tocsin.collect.files import collect_bytes

    items = collect_bytes(b"sound", "x", clock=CLOCK, form="odd")
    assert isinstance(next(items), Collected)
    items.close()  # type: ignore[attr-defined]
    assert told(b"sound") == ["said before", "said behind"]


@pytest.mark.usefixtures("odd")
def test_in_a_folder_and_in_an_archive_the_rest_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.html").write_bytes(SOUND)
    with zipfile.ZipFile(folder / "m.zip", "w") as archive:
        for name, raw in (("1", b"crash"), ("2", b"sound"), ("3", b"hang")):
            archive.writestr(name, raw)
    (folder / "z.html").write_bytes(SOUND)
    limits = Limits(seconds=1)
    first, *_ = taken(SOUND, "x", "html")
    items = list(collect([str(folder / "a.html")], clock=CLOCK, limits=limits))
    items += collect([str(folder / "m.zip")], clock=CLOCK, limits=limits, form="odd")
    items += collect([str(folder / "z.html")], clock=CLOCK, limits=limits)
    found = [item.report.text if isinstance(item, Collected) else item.record.reason for item in items]
    assert isinstance(first, Collected)
    page = first.report.text
    assert found == [page, "said before", "crashed", "said before", "said behind", "said before", "too-slow", page]


def test_which_formats_go_through_children_is_said_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pool.wanted("pdf")
    assert pool.wanted("html")
    assert pool.wanted("a format of another package")
    assert not pool.wanted("telegram")
    assert not pool.wanted("warc")  # its pages do
    monkeypatch.setenv(pool.VARIABLE, "all")
    assert pool.wanted("telegram")
    monkeypatch.setenv(pool.VARIABLE, "none")
    assert not pool.wanted("pdf")
    monkeypatch.setenv(pool.VARIABLE, "some")
    with pytest.raises(UsageError, match="some"):
        pool.wanted("pdf")


def test_a_user_who_says_nothing_has_pages_parsed_apart(tmp_path: Path) -> None:
    """`tocsin read` as it is, in a process of its own with no setting: it ends well, and no child of it is left."""
    environment = {name: value for name, value in os.environ.items() if name != pool.VARIABLE}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    page = tmp_path / "page.html"
    page.write_bytes(SOUND)
    words = (
        "import sys; from tocsin.cli.app import run; from tocsin.collect.apart import pool; status = run(['read', sys.argv[1]]);"
        "print('children', [child._process.pid for child in pool._idle]); sys.exit(status)"
    )
    done = subprocess.run([sys.executable, "-c", words, str(page)], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (child,) = json.loads(done.stdout.rpartition("children ")[2])
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
