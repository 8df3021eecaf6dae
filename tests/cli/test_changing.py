"""`tocsin change`: a table and JSON of a SYNTHETIC catalogue, in both languages; wrong calls are told what is right."""

import json
import re
import string
from pathlib import Path

import pytest
from tests.sense.imagery import made

from tocsin.cli import app
from tocsin.cli.changing_labels import LABELS

NOW = "2024-12-01T00:00:00+00:00"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_NOW", NOW)


def call(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> tuple[str, str]:
    assert app.run(["change", str(made.catalogue()), "invented=0,0", *words]) == status
    out = capsys.readouterr()
    return out.out, out.err


def test_a_table_says_what_its_rate_rests_on(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = call(capsys, "--kind", "radar")
    assert "SYNTHETIC" in out
    flat = " ".join(out.split())
    assert re.search(r"Stated: 0\.01 false alarms a pixel and date\. Measured on 8,192 control pixels in 8 areas: 0\.0\d+", flat)
    assert re.search(r"Over the 4 watched dates, 0\.0\d+ of control pixels are flagged at least once", flat)
    assert "A change is no cause" in flat
    french, _ = call(capsys, "--kind", "radar", "--lang", "fr")
    assert "pixels témoins" in french


def test_json_is_one_document_the_same_twice_and_no_finer_than_a_tenth_of_a_degree(capsys: pytest.CaptureFixture[str]) -> None:
    first, _ = call(capsys, "--kind", "radar", "--json")
    again, _ = call(capsys, "--kind", "radar", "--json")
    assert first == again
    (site,) = json.loads(first)["sites"]
    assert site["place"] == {"id": "invented", "name": "invented", "lat": 0.0, "lon": 0.0, "precision_km": 11.0}
    assert site["calibration"]["on_control"]["mean"] == pytest.approx(0.01, abs=0.005)
    assert len(site["dates"]) == 8


def test_quick_looks_and_a_drawing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out, _ = call(capsys, "--kind", "optical", "--method", "irmad", "--out", str(tmp_path / "looks"), "--plot", str(tmp_path / "c.svg"))
    assert "Quick-looks: invented-optical-" in " ".join(out.split())
    assert "SYNTHETIC" in (tmp_path / "c.svg").read_text(encoding="utf-8")


def test_simulate_draws_a_catalogue_and_compares_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert app.run(["change", str(tmp_path / "images"), "--simulate", "--kind", "radar"]) == 0
    out = capsys.readouterr()
    assert "SYNTHETIC" in out.out
    assert "catalog.json" in out.err
    assert app.run(["change", str(tmp_path / "images"), "--simulate"]) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--alpha", "0.00001"), "it needs 1,000,000"),
        (("--alpha", "0"), "no rate"),
        (("--looks", "0.5"), "no number of looks"),
        (("--average", "0"), "no size of a block"),
        (("--control", "54.61,20.4"), "finer than 0.1 degree"),
        (("--since", "2030-01-01"), "usable dates"),
        (("--since", "soon"), "no date"),
        (("--plot", "c.gif"), ".svg, or .png"),
    ],
)
def test_wrong_calls(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str) -> None:
    _, err = call(capsys, *words, status=2)
    assert said in err or said.replace(", or", " or") in err


def test_a_missing_extra_is_named(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "rasterio", None)
    _, err = call(capsys, status=4)
    assert "tocsin[imagery]" in err


def test_both_languages_hold_the_same_places() -> None:
    for both in LABELS.values():
        fields = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in both]
        assert fields[0] == fields[1]
