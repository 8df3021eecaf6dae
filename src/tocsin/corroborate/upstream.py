"""Who may stand behind an origin: the body that assessed, the note that leaked, the people who told. Known only where the words say it."""

from tocsin.corroborate.case import Case
from tocsin.corroborate.folding import stem
from tocsin.corroborate.nameless import described
from tocsin.corroborate.phrases import pattern
from tocsin.corroborate.words import WORD
from tocsin.model import Speaker, Statement, Upstream

KINDS = ("briefing", "leak", "images")
_NAMED = ("institution", "organisation", "office")
NEAR = 60
"""characters between the words for a briefing, leak or image and the name of whose it is"""
_BODIES = ("institution", "office", "text")


def find(case: Case, main: Statement | None) -> Upstream:
    """The upstream of the statement that an origin stands for.

    Known: a body that speaks, or whose judgement insiders tell. Suspected: anonymous people whose description names a body.
    Unknown: otherwise. A description is never used to tell who somebody is, nor to bring anonymous people of two reports together.
    """
    if main is None or main.act == "event":
        return Upstream(status="unknown")
    language = case.language(main.report)
    for speaker in (main.holder, main.speaker):
        if speaker is not None and speaker.kind in _BODIES and speaker.text and not described(speaker.text, language):
            told = main.told_by.text if main.told_by is not None and main.told_by.text else speaker.text
            return Upstream(id=_body(case, speaker), status="known", words=told)
    shared = _shared(case, main, language)
    if shared is not None:
        return shared
    anonymous = next((who for who in (main.told_by, main.speaker) if who is not None and who.kind == "anonymous"), None)
    if anonymous is None or not anonymous.text:
        return Upstream(status="unknown")
    body = _named_in(case, main, anonymous)
    return Upstream(id=body, status="suspected" if body else "unknown", words=anonymous.text)


def _shared(case: Case, main: Statement, language: str | None) -> Upstream | None:
    """What several outlets may have drawn on at once, by the words around the statement: a briefing, a leaked paper, images of a provider.

    Known where the words name whose it is; suspected where they only say that there is one, and then nothing tells which.
    """
    number = case.place[main.report]
    text, reading = case.reports[number].text, case.readings[number]
    begin, end = text.rfind("\n", 0, main.span[0]) + 1, text.find("\n", main.span[1])
    end = end if end >= 0 else len(text)
    for kind in KINDS:
        match = pattern(kind, language).search(text, begin, end)
        if match is None:
            continue
        near = [name for name in reading.names if begin <= name.span[0] < end and name.type in (*_NAMED, "outlet")]
        near = [name for name in near if abs(name.span[0] - match.start()) <= NEAR]
        owner = min(near, key=lambda name: abs(name.span[0] - match.start()), default=None)
        identity = f"{kind}:{owner.id.removeprefix('unknown:')}" if owner is not None else None
        return Upstream(id=identity, status="known" if owner is not None else "suspected", words=match.group())
    return None


def _body(case: Case, speaker: Speaker) -> str:
    """Declared source or gazetteer entry of a body, else its words folded: the same body in another language is then another."""
    office = case.outlets.office(speaker.text or "")
    if office is not None:
        return office.id
    if speaker.entity:
        return speaker.entity
    words = [stem(word) for word in WORD.findall(speaker.text or "") if len(word) > 3]
    return "body:" + "-".join(word for word in words if word)


def _named_in(case: Case, statement: Statement, speaker: Speaker) -> str | None:
    """Gazetteer id of an institution named inside the description of an anonymous speaker."""
    if speaker.span is None:
        return None
    reading = case.readings[case.place[statement.report]]
    inside = [name for name in reading.names if name.listed and speaker.span[0] <= name.span[0] and name.span[1] <= speaker.span[1]]
    return next((name.id for name in inside if name.type in ("institution", "organisation", "office")), None)
