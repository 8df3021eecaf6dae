"""A picture that is taken already gives the brief that the command gives, without judging again."""

from datetime import timedelta
from pathlib import Path

import pytest

from tocsin.engine import briefing, picturing, sample, store
from tocsin.engine.picturing import Picture
from tocsin.model import to_json

DRAWS = 20


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Picture:
    folder: Path = tmp_path_factory.mktemp("picturing") / "sample"
    sample.prepare(folder)
    return picturing.take(folder, draws=DRAWS)


def test_the_brief_of_a_picture_is_the_brief_of_its_workspace(picture: Picture) -> None:
    given = store.load(picture.workspace, picture.as_of)
    wanted = briefing.brief(given, "fr", draws=DRAWS, workspace=picture.workspace)
    assert to_json(briefing.of_picture(picture, "fr")) == to_json(wanted)


def test_so_is_the_flash_of_the_last_hours(picture: Picture) -> None:
    given = store.load(picture.workspace, picture.as_of)
    wanted = briefing.brief(given, "en", draws=DRAWS, form="flash", workspace=picture.workspace)
    assert to_json(briefing.of_picture(picture, "en", form="flash")) == to_json(wanted)


def test_what_changed_adds_up_with_what_time_did(picture: Picture) -> None:
    found = picturing.compared(picture, picture.as_of - timedelta(days=7))
    assert found.previous.as_of == found.judged.since == picture.as_of - timedelta(days=7)
    now = {one.id: one.probability for one in found.judged.hypotheses}
    assert now == {one.id: one.probability for one in picture.judged.hypotheses}
