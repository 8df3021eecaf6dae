"""The handover brief: what whoever takes the watch reads, told of the workspace as it stands, or of a picture at hand."""

from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.engine import briefing, picturing, store
from tocsin.model import Brief
from tocsin.warn.words import Lang

if TYPE_CHECKING:
    from tocsin.engine.picturing import Picture

DRAWS = 400
"""of the judgement twelve hours ago beside that of now; nobody reads a third digit of a difference"""


def brief_of(workspace: Path | None, lang: Lang) -> Brief:
    """Of a workspace, as of its own moment."""
    return briefing.brief(store.load(workspace, picturing.moment(workspace)), lang, form="handover", draws=DRAWS, workspace=workspace)


def brief_of_picture(picture: "Picture", lang: Lang) -> Brief:
    """Of a picture: seconds on the shipped sample."""
    return briefing.brief(picture.given, lang, form="handover", draws=DRAWS, workspace=picture.workspace)
