"""The handover brief: what whoever takes the watch reads, told of the workspace as it stands."""

from pathlib import Path

from tocsin.engine import briefing, picturing, store
from tocsin.model import Brief
from tocsin.warn.words import Lang

DRAWS = 400
"""of the judgement twelve hours ago beside that of now; nobody reads a third digit of a difference"""


def brief_of(workspace: Path | None, lang: Lang) -> Brief:
    """Of a workspace, as of its own moment."""
    return briefing.brief(store.load(workspace, picturing.moment(workspace)), lang, form="handover", draws=DRAWS, workspace=workspace)
