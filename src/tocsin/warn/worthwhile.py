"""What looks would be worth, as a table for people, in English and French."""

import textwrap

from tocsin.model.declared import Problem
from tocsin.model.worth import Offer, SetWorth, Worth
from tocsin.warn.neutral import line, shortened
from tocsin.warn.phrases import phrase
from tocsin.warn.words import Lang, chance, denominator, moment, number, typography

WIDTH = 100
NAME = 84
SHOWN = 12
"""single looks shown; the JSON has them all"""


def table(found: Worth, problem: Problem, lang: Lang = "en") -> str:
    """Single looks, then sets, each with what it would move; SYNTHETIC opens and closes it where it is."""
    mark = f"TLP:{found.tlp.upper()}" + (" - SYNTHETIC" if found.synthetic else "")
    name = next((h.name.get(lang) or h.name["en"] for h in problem.hypotheses if h.id == found.hypothesis), found.hypothesis)
    offers = {offer.id: offer for offer in found.offers}
    per = denominator(max((row.worth.mean for row in (*found.alone, *found.sets)), default=0.01)) // 10
    unit = phrase(f"worthunit.{found.loss}", lang, per=number(per, lang))
    values = {"days": found.days, "horizon": found.horizon, "moment": moment(found.as_of, lang), "now": chance(found.probability, lang)}
    head = phrase("worth.head", lang, name=name, **values)
    lines = [mark, *_wrapped(head), *_wrapped(unit), "", phrase("worth.alone", lang)]
    lines += [_row(row, per, _look(offers[row.looks[0]], problem, lang), lang) for row in found.alone[:SHOWN]]
    left = len(found.alone) - SHOWN
    lines += [phrase("worth.more", lang, count=left)] if left > 0 else []
    if len(found.sets) > 1:
        lines += ["", phrase("worth.sets", lang)]
        for row in found.sets:
            told = _look(offers[row.looks[-1]], problem, lang)
            if len(row.looks) > 1:
                told = phrase("worth.and", lang, look=told, apart=_count(row.apart, per, lang))
            lines.append(_row(row, per, told, lang))
    return "\n".join([*lines, mark]) + "\n"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, break_on_hyphens=False)


def _count(value: float, per: int, lang: Lang) -> str:
    return number(value * per, lang, 0 if value * per >= 10 else 1)


def _row(row: SetWorth, per: int, told: str, lang: Lang) -> str:
    """`   45  (12-110)  activity at warhead storage: ...`; `±` where outcomes were drawn."""
    spread = f"({_count(row.worth.low, per, lang)}-{_count(row.worth.high, per, lang)})"
    error = f" ±{_count(row.error, per, lang)}" if row.error is not None else ""
    body = "\n".join(textwrap.wrap(told, NAME - 10, break_on_hyphens=False, subsequent_indent=" " * 24))
    return f"{_count(row.worth.mean, per, lang):>7}{error}  {spread:<13} {body}"


def _look(offer: Offer, problem: Problem, lang: Lang) -> str:
    indicator = next((i for i in problem.indicators if i.id == offer.indicator), None)
    name = (indicator.name.get(lang) or indicator.name["en"]) if indicator else offer.indicator
    if offer.source.startswith("new:"):
        who = phrase("worth.further", lang, grade=offer.reliability)
    else:
        status = phrase(f"lookstatus.{offer.status}", lang) if offer.status else ""
        who = f"{shortened(line(offer.source), 30)}{status}"
    return typography(f"{name} : {who}") if lang == "fr" else f"{name}: {who}"
