"""What moved one hypothesis, as a person reads it in English or French: chances that add up, with the words each move rests on."""

import textwrap

from tocsin.model import Part, Probability, Reason, Reasons, Reference
from tocsin.model.declared import Problem
from tocsin.warn.neutral import line, shortened
from tocsin.warn.phrases import phrase
from tocsin.warn.timing import CONDITION
from tocsin.warn.words import Lang, chance, denominator, inner_quotes, moment, number, semicolons, signed, typography

WIDTH = 100
"""columns that the table fits into"""
NAME = 42
QUOTE = 90
SHOWN = 2
"""statements shown under one move; the JSON has them all"""
SILENCE, EARLIER = "silence:", "earlier:"
TIME, DECLARED = "time", "declarations"
"""rows that no observation stands behind"""


def reasons(found: Reasons, problem: Problem | None = None, lang: Lang = "en") -> str:
    """Moves largest first, with the words each rests on, then the same by indicator and by origin. `problem` gives the names."""
    names = _names(problem, lang)
    before = found.previous or found.base_rate
    per = denominator(max(found.probability.mean, before.mean))
    start, end = round(before.mean * per), round(found.probability.mean * per)
    since = phrase("why.since", lang, moment=moment(found.since, lang)) if found.since else phrase("why.base", lang)
    mark = f"TLP:{found.tlp.upper()}" + (" - SYNTHETIC" if found.synthetic else "")
    ends = {"before": _mean(before, lang), "after": _mean(found.probability, lang)}
    name = names.get(found.hypothesis, found.hypothesis)
    counted = {"per": number(per, lang), "before": number(start, lang), "after": number(end, lang)}
    lines = [
        mark,
        *textwrap.wrap(phrase("why.head", lang, name=name, days=found.horizon, since=since, **ends), WIDTH),
        phrase("why.unit", lang, **counted),
    ]
    moves = [(reason.change or 0.0) if found.since is not None else reason.delta for reason in found.reasons]
    counts = [round(move * per) for move in moves]
    for reason, count in zip(found.reasons, counts, strict=True):
        if not count:
            continue
        body = f"{signed(count, lang):>8}  {_mover(reason, names, lang)}"
        lines += textwrap.wrap(body, WIDTH, subsequent_indent=" " * 12, drop_whitespace=False)
        for words in reason.words[:SHOWN]:
            told = _words(words, lang)
            lines += textwrap.wrap(told, WIDTH, initial_indent=" " * 10, subsequent_indent=" " * 12, break_on_hyphens=False)
    rest = end - start - sum(counts)
    still = sum(not count for count in counts)
    if not any(counts) and not rest:
        lines.append(phrase("why.nothing", lang))
    elif rest or still:
        lines.append(f"{signed(rest, lang):>8}  " + phrase("why.rest", lang, count=still))
    lines += _view("why.by-indicator", found.by_indicator, found, names, per, lang)
    lines += _view("why.by-origin", found.by_origin, found, names, per, lang)
    return "\n".join([*lines, mark]) + "\n"


def _names(problem: Problem | None, lang: Lang) -> dict[str, str]:
    """What hypotheses and indicators are called."""
    if problem is None:
        return {}
    labels = {one.id: one.name for one in problem.indicators} | {one.id: one.name for one in problem.hypotheses}
    labels |= {CONDITION + one.id: one.name for one in problem.conditions}
    return {name: label.get(lang) or label.get("en", name) for name, label in labels.items()}


def _mover(reason: Reason, names: dict[str, str], lang: Lang) -> str:
    if reason.observation in (TIME, DECLARED):
        return phrase("why.time", lang) if reason.observation == TIME else phrase("why.declarations", lang)
    if reason.observation.startswith(CONDITION):
        held = names.get(reason.observation, reason.observation.removeprefix(CONDITION))
        return phrase("why.condition", lang, name=held)
    silent = reason.observation.startswith(SILENCE)
    if silent or reason.observation.startswith(EARLIER):
        who = phrase("why.silence" if silent else "why.earlier", lang)
    else:
        who = line(reason.publisher or phrase("why.unnamed", lang))
    on = reason.indicator or (reason.observation.removeprefix(SILENCE) if silent else None)
    name = names.get(on, on) if on else phrase("why.several", lang)
    said = f"{name}{' :' if lang == 'fr' else ':'} {shortened(who, NAME)}"
    return typography(said) if lang == "fr" else said


def _view(key: str, parts: tuple[Part, ...], found: Reasons, names: dict[str, str], per: int, lang: Lang) -> list[str]:
    """The same moves added up, in one sentence."""
    told = []
    for part in parts:
        count = round(((part.change or 0.0) if found.since is not None else part.delta) * per)
        if not count:
            continue
        bare = part.id.removeprefix(SILENCE).removeprefix(EARLIER)
        if part.id in (TIME, DECLARED):
            name = (phrase("why.time", lang) if part.id == TIME else phrase("why.declarations", lang)).partition(":")[0].strip()
        else:
            name = shortened(
                line(part.name or names.get(bare, bare.removeprefix(CONDITION)[:NAME] if bare.startswith(CONDITION) else bare[:12])), NAME
            )
        silent = phrase("why.silent", lang) if part.id.startswith(SILENCE) else ""
        told.append(f"{name}{silent} {signed(count, lang)}")
    if not told:
        return []
    text = phrase("why.by-origin", lang, list=semicolons(told, lang))
    if key == "why.by-indicator":
        text = phrase("why.by-indicator", lang, list=semicolons(told, lang))
    return textwrap.wrap(text, WIDTH, subsequent_indent="  ", break_on_hyphens=False)


def _words(words: Reference, lang: Lang) -> str:
    quoted = shortened(words.words or "", QUOTE)
    quote = (f"“{quoted}”" if lang == "en" else typography(f"« {inner_quotes(quoted, lang)} »")) if quoted else ""
    file = "/".join((words.path or (words.report or "")[:12]).split("/")[-2:])
    span = words.span
    where = phrase("why.where", lang, start=number(span[0], lang), end=number(span[1], lang)) if span else ""
    return f"{quote} {line(file)}{where}".strip()


def _mean(value: Probability, lang: Lang) -> str:
    return chance(value.mean, lang)
