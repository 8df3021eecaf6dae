"""A long ingest says how far it is, is taken up where it was stopped, and half a report never goes in."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tocsin.collect.files import Collected, collect
from tocsin.engine import clock, progress, retrying, store
from tocsin.engine.progress import Progress
from tocsin.ledger import Ledger
from tocsin.ledger import workspace as workspaces
from tocsin.model import Reading, Report


def lines(folder: Path, files: int, each: int) -> None:
    folder.mkdir()
    for number in range(files):
        rows = [{"id": f"{number}-{n}", "text": f"The council of village {number}-{n} met on Friday."} for n in range(each)]
        (folder / f"{number}.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n")


class Time:
    """A clock that runs on at every look."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.3
        return self.now


def test_the_part_that_is_done_grows_to_one(tmp_path: Path) -> None:
    lines(tmp_path / "in", 4, 20)
    told: list[Progress] = []
    items = collect([str(tmp_path / "in")], clock=clock.now())
    assert len(list(progress.followed(items, [str(tmp_path / "in")], told.append, Time()))) == 80
    parts = [one.part or 0.0 for one in told]
    assert parts == sorted(parts)
    assert parts[0] < 0.1
    assert parts[-1] > 0.9
    late = [one for one in told if one.seconds > 5]
    for one in late:
        assert one.left_s == pytest.approx(one.seconds * (80 - one.done) / one.done, rel=0.3, abs=1.5)


def test_what_comes_from_elsewhere_has_no_end_that_is_known() -> None:
    told: list[Progress] = []
    items: Iterator[Collected] = iter(())
    assert list(progress.followed(items, ["-"], told.append, Time())) == []
    assert Progress(done=5, seconds=10, part=None).left_s is None


def test_an_ingest_that_was_stopped_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines(tmp_path / "in", 1, 30)
    store.create(tmp_path / "w", "nuclear-escalation")
    monkeypatch.setattr(store, "AT_ONCE", 10)
    whole = collect([str(tmp_path / "in")], clock=clock.now())

    def stopped() -> Iterator[Collected]:
        for number, item in enumerate(whole):
            if number == 25:
                raise KeyboardInterrupt
            assert isinstance(item, Collected)
            yield item

    with pytest.raises(KeyboardInterrupt):
        store.keep(workspaces.load(tmp_path / "w"), stopped(), clock.now())
    with Ledger.open(tmp_path / "w") as ledger:
        assert (ledger.count(Report), ledger.count(Reading)) == (20, 20)
    taken = store.ingest([str(tmp_path / "in")], tmp_path / "w")
    assert (taken.new, taken.known) == (10, 20)


KILLED = """
import os, sys
from pathlib import Path
from tocsin.engine import retrying, store
from tocsin.ledger import blobs, writing
store.AT_ONCE = 7
room, name, count = {"blobs": (blobs.Blobs, "put_all", 3), "write": (writing, "write", 3)}[sys.argv[3]]
real = getattr(room, name)
def dying(*given):
    global count
    count -= 1
    done = real(*given)
    if not count:
        os.kill(os.getpid(), 9)
    return done
setattr(room, name, dying)
store.ingest([sys.argv[1]], Path(sys.argv[2]))
"""


@pytest.mark.parametrize("where", ["blobs", "write"])
def test_killed_in_the_middle_no_report_is_half_in(tmp_path: Path, where: str) -> None:
    lines(tmp_path / "in", 1, 30)
    store.create(tmp_path / "w", "nuclear-escalation")
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "in"), str(tmp_path / "w"), where], check=False)
    assert done.returncode == -9
    with Ledger.open(tmp_path / "w", write=True) as ledger:
        ledger.verify()
        held = {report.id for report in ledger.records(Report)}
        assert held == {reading.report for reading in ledger.records(Reading)}
        assert len(held) == 14
        assert all(report.raw in ledger.blobs for report in ledger.records(Report) if report.raw)
    taken = store.ingest([str(tmp_path / "in")], tmp_path / "w")
    assert (taken.new, taken.known) == (16, 14)


def test_what_was_refused_inside_a_feed_goes_in_after_a_fix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.create(tmp_path / "w", "nuclear-escalation")
    words = "<description>The council of village {n} met.</description>"
    entry = f"<item><title>Depot {{n}}</title><link>https://post.example/{{n}}</link>{words}</item>"
    (tmp_path / "feed.xml").write_text(f"<rss><channel><title>Post</title>{entry.format(n=1)}{entry.format(n=2)}</channel></rss>")
    from tocsin.collect.adapters import feed
    from tocsin.collect.adapters.contract import Unfit

    real = feed.read
    with monkeypatch.context() as patch:

        def older(stream: object, taking: object) -> Iterator[object]:
            """An adapter that cannot read the second entry yet."""
            for number, piece in enumerate(real(stream, taking)):  # type: ignore[arg-type]
                yield Unfit("odd", "it is odd", "wait", piece.blob, f"#{number}") if number == 1 else piece

        patch.setattr(feed, "read", older)
        taken = store.ingest([str(tmp_path / "feed.xml")], tmp_path / "w")
        assert (taken.new, [refusal.reason for refusal in taken.refusals]) == (1, ["odd"])
        assert retrying.retry(tmp_path / "w").new in (0, 1)
    retrying.retry(tmp_path / "w")
    assert store.refusals(tmp_path / "w") == ()
    with Ledger.open(tmp_path / "w") as ledger:
        assert sorted(report.title or "" for report in ledger.records(Report)) == ["Depot 1", "Depot 2"]
        ledger.verify()
