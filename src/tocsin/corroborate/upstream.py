"""Who may stand behind an origin: the body that assessed, the note that leaked, the people who told. Known only where the words say it."""

import re

from tocsin.corroborate.case import Case
from tocsin.corroborate.folding import stem
from tocsin.corroborate.trees import Tree
from tocsin.corroborate.words import WORD
from tocsin.model import Speaker, Statement, Upstream

_BODIES = ("institution", "office", "text")
_ACTS = ("assessment", "report", "disclosure", "warning", "denial", "threat", "commitment", "doctrine")
_LETTER = re.compile(r"[^\W\d_]")


def find(case: Case, tree: Tree, said: list[Statement]) -> Upstream:
    """The upstream of a tree's first telling statement.

    Known: a body that speaks, or whose judgement insiders tell. Suspected: anonymous people whose description names a body.
    Unknown: otherwise. A description is never used to tell who somebody is, nor to bring anonymous people of two reports together.
    """
    for statement in said:
        if statement.act not in _ACTS:
            continue
        for speaker in (statement.holder, statement.speaker):
            if speaker is not None and speaker.kind in _BODIES and speaker.text:
                told = statement.told_by.text if statement.told_by is not None and statement.told_by.text else speaker.text
                return Upstream(id=_body(speaker), status="known", words=told)
    for statement in said:
        anonymous = next((who for who in (statement.told_by, statement.speaker) if who is not None and who.kind == "anonymous"), None)
        if anonymous is not None and anonymous.text:
            bodies = _named_in(case, tree, statement, anonymous)
            return Upstream(id=bodies, status="suspected" if bodies else "unknown", words=anonymous.text)
    return Upstream(status="unknown")


def _body(speaker: Speaker) -> str:
    if speaker.entity:
        return speaker.entity
    words = [stem(word) for word in WORD.findall(speaker.text or "") if len(word) > 2 and _LETTER.search(word)]
    return "body:" + "-".join(word for word in words if word)


def _named_in(case: Case, tree: Tree, statement: Statement, speaker: Speaker) -> str | None:
    """Gazetteer id of an institution named inside the description of an anonymous speaker."""
    if speaker.span is None:
        return None
    reading = next(case.readings[number] for number in tree.members if case.reports[number].id == statement.report)
    inside = [name for name in reading.names if speaker.span[0] <= name.span[0] and name.span[1] <= speaker.span[1]]
    return next((name.id for name in inside if name.type in ("institution", "organisation", "office")), None)
