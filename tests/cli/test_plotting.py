"""`--plot FILE`: refused before the work where it cannot be, whole or not at all."""

from pathlib import Path

import pytest

from tocsin.cli import plotting
from tocsin.errors import CannotFinish, UsageError
from tocsin.warn.drawing import Frame, Level, chart, png, svg

PICTURE = chart(Frame("a", "b", "TLP:CLEAR"), [], levels=[Level("base", 0.01)])


def test_the_ending_says_what_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, content in (("a.svg", svg(PICTURE).encode()), ("a.PNG", png(PICTURE))):
        plotting.check(tmp_path / name)
        plotting.save(tmp_path / name, PICTURE)
        assert (tmp_path / name).read_bytes() == content
        assert name in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.PNG", "a.svg"]


@pytest.mark.parametrize("name", ["a.pdf", "a", "nowhere/a.svg", "."])
def test_what_cannot_be_written_is_said_first(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        plotting.check(tmp_path / name)


def test_a_missing_renderer_names_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda *_: None)
    plotting.check(tmp_path / "a.svg")
    with pytest.raises(CannotFinish, match="tocsin\\[pdf\\]"):
        plotting.check(tmp_path / "a.png")


def test_what_was_there_stays_where_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = tmp_path / "a.svg"
    held.write_text("before", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(OSError, match="no space"):
        plotting.keep(held, b"after")
    assert held.read_text(encoding="utf-8") == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["a.svg"]


def test_nothing_named_writes_nothing() -> None:
    plotting.check(None)
    plotting.save(None, PICTURE)
