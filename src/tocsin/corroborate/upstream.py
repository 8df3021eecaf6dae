"""Who may stand behind an origin: the body that assessed, the note that leaked, the people who told. Known only where the words say it."""

from tocsin.corroborate.case import Case
from tocsin.corroborate.folding import stem
from tocsin.corroborate.nameless import described
from tocsin.corroborate.trees import Tree
from tocsin.corroborate.words import WORD
from tocsin.model import Speaker, Statement, Upstream

_BODIES = ("institution", "office", "text")


def find(case: Case, tree: Tree, main: Statement | None) -> Upstream:
    """The upstream of the statement that a tree stands for.

    Known: a body that speaks, or whose judgement insiders tell. Suspected: anonymous people whose description names a body.
    Unknown: otherwise. A description is never used to tell who somebody is, nor to bring anonymous people of two reports together.
    """
    if main is None or main.act == "event":
        return Upstream(status="unknown")
    language = next((read.language for read in case.readings if read.report == main.report), None)
    for speaker in (main.holder, main.speaker):
        if speaker is not None and speaker.kind in _BODIES and speaker.text and not described(speaker.text, language):
            told = main.told_by.text if main.told_by is not None and main.told_by.text else speaker.text
            return Upstream(id=_body(case, speaker), status="known", words=told)
    anonymous = next((who for who in (main.told_by, main.speaker) if who is not None and who.kind == "anonymous"), None)
    if anonymous is None or not anonymous.text:
        return Upstream(status="unknown")
    body = _named_in(case, tree, main, anonymous)
    return Upstream(id=body, status="suspected" if body else "unknown", words=anonymous.text)


def _body(case: Case, speaker: Speaker) -> str:
    """Declared source or gazetteer entry of a body, else its words folded: the same body in another language is then another."""
    office = case.outlets.office(speaker.text or "")
    if office is not None:
        return office.id
    if speaker.entity:
        return speaker.entity
    words = [stem(word) for word in WORD.findall(speaker.text or "") if len(word) > 3]
    return "body:" + "-".join(word for word in words if word)


def _named_in(case: Case, tree: Tree, statement: Statement, speaker: Speaker) -> str | None:
    """Gazetteer id of an institution named inside the description of an anonymous speaker."""
    if speaker.span is None:
        return None
    reading = next(case.readings[number] for number in tree.members if case.reports[number].id == statement.report)
    inside = [name for name in reading.names if name.listed and speaker.span[0] <= name.span[0] and name.span[1] <= speaker.span[1]]
    return next((name.id for name in inside if name.type in ("institution", "organisation", "office")), None)
