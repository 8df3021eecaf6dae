"""Doctrine as a register: versions and their differences, on whose word a condition holds, and press paraphrases beside the text.

A text's conditions are declared with the elements that they are made of; a paraphrase is compared by which elements its words tell. What it
leaves out and what it adds is shown; whether that is a fault is for the reader to judge.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from tocsin.judge.heard import Heard, hear, start_of, words
from tocsin.judge.originators import Parties
from tocsin.judge.wording import tells, tells_all
from tocsin.model import Origin, Reading
from tocsin.model.declared import Problem, SourceProfile
from tocsin.model.doctrines import Beyond, Changed, ConditionRow, Difference, Doctrine, HoldingRow, Paraphrase, TermRow, TextRow, Told
from tocsin.model.lines import DoctrineText, Lines
from tocsin.model.red_lines import RedLines
from tocsin.model.registers import marks

CLAIM_ACTS = frozenset({"assessment", "warning", "threat", "criticism", "denial", "report", "disclosure"})


def register(
    problem: Problem,
    readings: Sequence[Reading],
    origins: Sequence[Origin],
    sources: Sequence[SourceProfile],
    *,
    as_of: datetime,
    red_lines: RedLines | None = None,
) -> Doctrine:
    """The doctrine that was known by `as_of`. `red_lines`: what parties said they would act on, for what the text does not hold."""
    lines, today = problem.lines, as_of.astimezone(UTC).date()
    texts = [text for text in sorted(lines.doctrine, key=lambda text: (text.date, text.id)) if text.known_since <= today]
    heard = hear(readings, origins, as_of)
    parties = Parties.of(problem, sources)
    holdings = [*_declared(lines, parties, today), *_claimed(texts, heard, parties, today)]
    found = sorted(holdings, key=lambda one: (one.date, one.matter, one.by))
    told = tuple(_paraphrases(texts, heard, lines))
    tlp, synthetic = marks([one.words for one in told] + [one.words for one in found if one.words is not None])
    return Doctrine(
        as_of=as_of,
        checked=lines.checked,
        texts=tuple(_row(text, current(texts, today)) for text in texts),
        differences=tuple(_differences(texts)),
        holdings=tuple(found),
        disputed=tuple(
            sorted({one.matter for one in found if one.stance == "holds"} & {one.matter for one in found if one.stance != "holds"})
        ),
        beyond=tuple(_beyond(red_lines, texts, lines)) if red_lines is not None else (),
        terms=tuple(
            TermRow(term=one.term, date=one.date, by=one.by, what=one.what, disputed=one.disputed, source=one.source)
            for one in sorted(lines.readings, key=lambda one: (one.date, one.by))
            if one.known_since <= today
        ),
        paraphrases=told,
        tlp=tlp,
        synthetic=synthetic,
    )


def _said(found: Sequence[HoldingRow], holds: bool) -> set[str]:
    return {one.matter for one in found if (one.stance == "holds") is holds}


def current(texts: Sequence[DoctrineText], day: date) -> DoctrineText | None:
    """The text in force on a day, of those known: the latest that is no mere announcement."""
    return max((text for text in texts if text.in_force and text.date <= day), key=lambda text: text.date, default=None)


def difference(was: DoctrineText, now: DoctrineText, base: DoctrineText | None = None) -> Difference:
    """Matters that `now` adds to `was`, drops, or makes of other elements. An announcement tells of changes alone: it drops nothing, and
    beside it a text adds what the text before, `base`, did not hold either.
    """
    held = {one.matter for one in base.conditions} if base is not None else set()
    old, new = {one.matter: one for one in was.conditions}, {one.matter: one for one in now.conditions}
    changed = []
    for matter in (one.matter for one in now.conditions if one.matter in old):
        before, after = old[matter], new[matter]
        gained = tuple(name for name in after.elements if name not in before.elements)
        lost = tuple(name for name in before.elements if name not in after.elements)
        if gained or lost:
            changed.append(Changed(matter=matter, was_article=before.article, article=after.article, gained=gained, lost=lost))
    return Difference(
        was=was.id,
        now=now.id,
        added=tuple(one.matter for one in now.conditions if one.matter not in old and one.matter not in held),
        removed=tuple(one.matter for one in was.conditions if one.matter not in new) if {was.kind, now.kind} == {"text"} else (),
        changed=tuple(changed),
    )


def _differences(texts: Sequence[DoctrineText]) -> Iterator[Difference]:
    for text in texts:
        base = next((one for one in texts if one.id == text.replaces), None)
        for was in _before(text, texts):
            yield difference(was, text, base if was.kind == "announcement" else None)


def _before(text: DoctrineText, texts: Sequence[DoctrineText]) -> list[DoctrineText]:
    """What a text is told against: what it replaces, and what was announced of it since then."""
    replaced = [one for one in texts if one.id == text.replaces]
    since = replaced[0].date if replaced else date.min
    announced = [one for one in texts if one.kind == "announcement" and text.kind == "text" and replaced and since <= one.date < text.date]
    return replaced + announced


def _row(text: DoctrineText, now: DoctrineText | None) -> TextRow:
    return TextRow(
        id=text.id,
        kind=text.kind,
        name=text.name,
        date=text.date,
        in_force=now is not None and text.id == now.id,
        conditions=tuple(ConditionRow(matter=c.matter, article=c.article, what=c.what, elements=c.elements) for c in text.conditions),
        note=text.note,
        source=text.source,
    )


def _declared(lines: Lines, parties: Parties, today: date) -> Iterator[HoldingRow]:
    for one in lines.holdings:
        if one.known_since <= today:
            side = parties.side(one.by)
            yield HoldingRow(
                matter=one.matter,
                date=one.date,
                t_known=start_of(one.known_since),
                by=one.by,
                side=side,
                stance=one.stance,
                interested=side == "adversary",
                basis="declared",
                what=one.what,
                source=one.source,
            )


def _claimed(texts: Sequence[DoctrineText], heard: Sequence[Heard], parties: Parties, today: date) -> Iterator[HoldingRow]:
    """Statements by which somebody says that a condition of the text in force holds, once an origin; a denial says that it does not."""
    text = current(texts, today)
    seen: set[tuple[str, str]] = set()
    for one in heard:
        for condition in text.conditions if text is not None and one.day >= text.date else ():
            said = one.said
            hypothetical = said.act != "denial" and (said.conditional_on is not None or said.red_line is not None)
            if said.act not in CLAIM_ACTS or hypothetical or not tells_all(said.text, condition.claimed, one.language):
                continue
            if (one.origin, condition.matter) in seen:
                continue
            seen.add((one.origin, condition.matter))
            side = parties.side(said.speaker.entity)
            yield HoldingRow(
                matter=condition.matter,
                date=one.day,
                t_known=said.t_known,
                by=said.speaker.entity or words(one).speaker,
                side=side,
                stance="denies" if said.act == "denial" or said.negated else "holds",
                interested=said.interested or side == "adversary",
                basis="statement",
                words=words(one),
            )


def _paraphrases(texts: Sequence[DoctrineText], heard: Sequence[Heard], lines: Lines) -> Iterator[Paraphrase]:
    """Statements that tell what the doctrine says, beside the text that they name, else the one in force on their day."""
    entities = {text.entity: text for text in texts if text.entity is not None}
    for one in heard:
        said = one.said
        named = next((entities[name] for name in (said.speaker.entity, *(n.id for n in said.names)) if name in entities), None)
        document = said.speaker.kind == "text" and said.speaker.text is not None
        if said.act != "doctrine" and named is None and not document:
            continue
        told = {element.id for element in lines.elements if tells(said.text, element.words, one.language)}
        text = named or current(texts, one.day)
        if not told or text is None:
            continue
        matters = _told(text, told)
        if not matters and said.act != "doctrine":
            continue  # a document that tells no condition speaks of something else
        known = [candidate for candidate in texts if candidate.date <= one.day]
        nearest = max(known or [text], key=lambda candidate: (_fullness(candidate, told), candidate is text, candidate.date))
        held = {name for condition in text.conditions for name in condition.elements}
        yield Paraphrase(
            words=words(one),
            of=text.id,
            named=named is not None,
            told=matters,
            omitted=tuple(c.matter for c in text.conditions if c.matter not in {m.matter for m in matters}),
            added=tuple(element.id for element in lines.elements if element.id in told - held),
            nearest=nearest.id,
        )


def _told(text: DoctrineText, told: set[str]) -> tuple[Told, ...]:
    return tuple(
        Told(matter=condition.matter, left_out=tuple(name for name in condition.elements if name not in told))
        for condition in text.conditions
        if told.intersection(condition.core)
    )


def _fullness(text: DoctrineText, told: set[str]) -> float:
    """How fully a text's conditions are told, less what is told and stands in none of them: 1 for all and nothing else."""
    held = {name for condition in text.conditions for name in condition.elements}
    return len(_told(text, told)) / len(text.conditions) - len(told - held) / max(len(told), 1)


def _beyond(red_lines: RedLines, texts: Sequence[DoctrineText], lines: Lines) -> Iterator[Beyond]:
    """Conditions that were said with elements of doctrine which the text in force on that day does not hold as a condition of use."""
    for row in red_lines.lines:
        for said in row.said:
            text = current(texts, said.date)
            if text is None or row.side != "adversary":
                continue
            held = {name for condition in text.conditions for name in condition.elements}
            told = tuple(e.id for e in lines.elements if any(tells(words, e.words, code) for code, words in row.condition.items()))
            if extra := tuple(name for name in told if name not in held):
                yield Beyond(line=row.id, speaker=row.speaker, date=said.date, text=text.id, elements=extra)
                break
