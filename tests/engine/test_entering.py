"""A look entered by hand reaches the judge: seen raises, looked and saw nothing lowers a little, did not look changes nothing."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tocsin.engine import covering, entering, picturing, pipeline, store
from tocsin.engine import sample as samples
from tocsin.errors import UsageError
from tocsin.model import Assessment, Coverage, Observation

INDICATOR = "warhead_transport"
DRAWS = 60


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("entering") / "sample"
    samples.prepare(folder)
    return folder


@pytest.fixture
def place(prepared: Path, tmp_path: Path) -> Path:
    shutil.copytree(prepared, tmp_path / "w")
    return tmp_path / "w"


def judged(place: Path) -> Assessment:
    now = picturing.moment(place)
    return pipeline.assess(pipeline.build(store.load(place, now), now), (30,), DRAWS, explain=False)


def on(assessment: Assessment) -> float:
    found = next(one.probability for one in assessment.indicators if one.id == INDICATOR)
    assert found is not None
    return found


def look(place: Path, what: entering.What, **more: object) -> tuple[Observation | Coverage, ...]:
    end = more.pop("end", None) or picturing.moment(place) - timedelta(hours=2)
    assert isinstance(end, datetime)
    given: dict[str, object] = {
        "start": end - timedelta(hours=6),
        "end": end,
        "looked_by": "Institute of Invented Images",
        "chance": None if what == "not-looked" else 0.7,
        "by": "N. Test",
        "why": "an image of that morning",
        "reliability": "B",
        **more,
    }
    return entering.enter(place, INDICATOR, what, **given)  # type: ignore[arg-type]


def test_what_was_seen_raises_the_indicator_and_is_the_boards(place: Path) -> None:
    before = judged(place)
    records = look(place, "seen")
    assert [type(one) for one in records] == [Observation, Coverage]
    assert all(one.by == "N. Test" and one.why == "an image of that morning" and one.synthetic for one in records)
    after = judged(place)
    assert on(after) > on(before)
    assert next(one.status for one in after.indicators if one.id == INDICATOR) in ("lit", "contested")
    assert store.verify(place).findings == ()


def test_looked_and_saw_nothing_lowers_and_did_not_look_changes_nothing(place: Path) -> None:
    before = on(judged(place))
    look(place, "not-looked")
    assert on(judged(place)) == before
    look(place, "nothing")
    assert on(judged(place)) < before
    window = covering.of(store.load(place, picturing.moment(place)).coverage, INDICATOR, picturing.moment(place))
    mine = next(one for one in window.sources if one.source.startswith(entering.ENTERED))
    assert mine.watched == 1
    assert mine.by == "N. Test"
    assert max(one or 0.0 for one in mine.days) == 0.7


def test_the_past_does_not_know_it(place: Path) -> None:
    earlier = picturing.moment(place) - timedelta(days=1)
    given = store.load(place, picturing.moment(place))
    before = pipeline.assess(pipeline.build(given, earlier), (30,), DRAWS, explain=False)
    look(place, "seen", end=earlier - timedelta(hours=1))
    after = pipeline.assess(pipeline.build(store.load(place, picturing.moment(place)), earlier), (30,), DRAWS, explain=False)
    assert after.hypotheses == before.hypotheses


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"chance": 0.0}, "chance"),
        ({"chance": None}, "chance"),
        ({"chance": 1.2}, "chance"),
        ({"looked_by": "  "}, "nobody is named"),
        ({"where": "front=48.5,37.9"}, "active combat"),
        ({"where": "spot=54.63,20.41"}, "finer than 0.1 degree"),
        ({"where": "nowhere-declared"}, "there is no place"),
        (
            {"start": datetime.fromisoformat("2022-10-19T12:00:00+00:00"), "end": datetime.fromisoformat("2022-10-19T11:00:00+00:00")},
            "before it begins",
        ),
        (
            {"start": datetime.fromisoformat("2022-08-01T12:00:00+00:00"), "end": datetime.fromisoformat("2022-10-19T11:00:00+00:00")},
            "longer than",
        ),
        (
            {"start": datetime.fromisoformat("2099-08-01T12:00:00+00:00"), "end": datetime.fromisoformat("2099-08-01T13:00:00+00:00")},
            "ahead",
        ),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_appended(place: Path, more: dict[str, object], words: str) -> None:
    before = store.verify(place).rows
    with pytest.raises(UsageError, match=words):
        look(place, "seen", **more)
    assert store.verify(place).rows == before


def test_only_an_indicator_of_evidence_can_be_looked_at(place: Path) -> None:
    end = picturing.moment(place)
    for name, words in (("official_assessment", "no evidence"), ("warhead_transprt", "warhead_transport")):
        with pytest.raises(UsageError, match=words):
            entering.enter(place, name, "seen", start=end - timedelta(hours=1), end=end, looked_by="x y", chance=0.5, by="n", why="w")
