"""The matrix of competing hypotheses as a person reads it, in English and French: signs in cells, what each column comes to below."""

import math
import textwrap
from collections.abc import Sequence

from tocsin.judge.frequency import NARROW_SPACE as NARROW
from tocsin.model.competing import Ach, AchCell, AchColumn, AchRow
from tocsin.model.declared import Problem
from tocsin.warn.neutral import line, shortened
from tocsin.warn.phrases import phrase
from tocsin.warn.words import Lang, chance, moment, number, typography

WIDTH = 100
WHO = 26
TELLS = 1.05
"""factor under which a row tells nothing apart that a person would see: counted, not shown"""
STEPS = ((4.0, "++"), (1.25, "+"), (0.8, "·"), (0.25, "-"), (0.0, "--"))
"""least factor for each sign"""


def table(found: Ach, problem: Problem, lang: Lang = "en") -> str:
    """One block a process; SYNTHETIC opens and closes where anything is."""
    mark = f"TLP:{found.tlp.upper()}" + (" - SYNTHETIC" if found.synthetic else "")
    name = problem.name.get(lang) or problem.name["en"]
    head = phrase("ach.head", lang, problem=name, days=found.horizon, moment=moment(found.as_of, lang))
    lines = [mark, *_wrapped(head), *_wrapped(phrase("ach.how", lang)), *_wrapped(phrase("ach.legend", lang))]
    if not found.exact:
        lines += _wrapped(phrase("ach.drawn", lang))
    for process in dict.fromkeys(column.process for column in found.columns):
        columns = [c for c in found.columns if c.process == process and c.kind != "state"]
        rows = [row for row in found.rows if row.process == process]
        lines += ["", *_block(columns, rows, problem, lang)]
    return "\n".join([*lines, mark]) + "\n"


def _wrapped(text: str, rest: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, break_on_hyphens=False, subsequent_indent=rest)


def _block(columns: Sequence[AchColumn], rows: Sequence[AchRow], problem: Problem, lang: Lang) -> list[str]:
    names = {h.id: h.name.get(lang) or h.name["en"] for h in problem.hypotheses} | {"none": phrase("ach.none", lang)}
    letters = {column.id: chr(ord("A") + n) for n, column in enumerate(columns)}
    lines = []
    for column in columns:
        told = phrase(
            "ach.column",
            lang,
            letter=letters[column.id],
            name=names.get(column.id, column.id),
            before=chance(column.before, lang, min(column.before, column.after)),
            after=chance(column.after, lang, min(column.before, column.after)),
            support=_times(column.support, lang),
            against=_times(column.inconsistency, lang),
        )
        if column.inconsistency_by_hand is not None:
            told += phrase("ach.by-hand", lang, against=_times(column.inconsistency_by_hand, lang))
        lines += _wrapped(typography(told) if lang == "fr" else told, "   ")
    if not rows:
        return [*lines, phrase("ach.nothing", lang)]
    lines += ["", "  ".join([*(letter.ljust(2) for letter in letters.values()), phrase("ach.columns", lang)])]
    telling = [row for row in rows if math.exp(row.diagnosticity) >= TELLS or any(cell.hand for cell in row.cells)]
    for row in telling:
        cells = {cell.hypothesis: cell for cell in row.cells}
        signs = "  ".join(_sign(cells[name]).ljust(2) for name in letters)
        tells = f"{_times(row.diagnosticity, lang):>5}  {number(100 * row.discount, lang):>4}{'%' if lang == 'en' else NARROW + '%'}  "
        lines += _wrapped(f"{signs}  {tells}{_evidence(row, problem, lang)}", " " * (4 * len(letters) + 14))
        for name, cell in cells.items():
            for one in cell.hand:
                sign = one.rating or f"x{number(one.factor, lang, 1)}"
                told = phrase("ach.hand", lang, letter=letters.get(name, name), sign=sign, by=line(one.by), reason=line(one.reason))
                lines += [" " * (4 * len(letters)) + part for part in textwrap.wrap(told, WIDTH - 4 * len(letters))]
    if len(telling) < len(rows):
        lines.append(phrase("ach.flat", lang, count=len(rows) - len(telling)))
    return lines


def _sign(cell: AchCell) -> str:
    return next(sign for least, sign in STEPS if math.exp(cell.alone) >= least)


def _times(log: float, lang: Lang) -> str:
    """`x2.4`: a factor; two digits at most."""
    factor = math.exp(min(log, 20.0))
    return f"x{number(factor, lang, 1 if factor < 9.95 else 0)}"


def _evidence(row: AchRow, problem: Problem, lang: Lang) -> str:
    """`activity at warhead storage: Reuters (B3)`; a silence is said to be one."""
    indicator = next((i for i in problem.indicators if i.id == row.indicator), None)
    name = (indicator.name.get(lang) or indicator.name["en"]) if indicator else row.indicator
    if row.id.startswith("silence:"):
        return name + phrase("ach.silence", lang)
    grade = f" ({row.reliability or '?'}{row.credibility or ''})" if row.reliability or row.credibility else ""
    day = f", {row.day.isoformat()}" if row.day else ""
    told = f"{name} : " if lang == "fr" else f"{name}: "
    said = f"{told}{shortened(line(row.publisher or row.origin or row.id), WHO)}{grade}{day}"
    return typography(said) if lang == "fr" else said
