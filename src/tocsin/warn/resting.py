"""What a judgement rests on, in words: which declared range makes it uncertain, and the register of assumptions, in English and French."""

from collections.abc import Sequence

from tocsin.judge.frequency import NARROW_SPACE as NARROW
from tocsin.judge.sensitivity import INTERACTIONS
from tocsin.model import Assessment, Assumption, BriefSentence, Sensitivity
from tocsin.model.declared import Problem
from tocsin.warn.phrases import phrase
from tocsin.warn.view import Sentences, View
from tocsin.warn.words import Lang, number, semicolons, typography

SHOWN = 3
"""ranges named; the register has them all"""


def top(judged: Assessment, hypothesis: str, most: int = SHOWN) -> list[Sensitivity]:
    """The declared ranges that carry most of a hypothesis's range."""
    return [row for row in judged.sensitivity if row.hypothesis == hypothesis and row.parameter != INTERACTIONS][:most]


def words(row: Sensitivity, judged: Assessment, lang: Lang) -> str:
    """`Nuclear use: signalling to preparation, chance a day 0.0004 to 0.004 (29%, problem.yml:88)`."""
    entry = _entry(row, judged.register)
    name = _worded(entry, lang)
    more = len(row.paths) - 1
    also = phrase("rest.also", lang, count=more) if more and entry.id != row.parameter else ""
    where = f", {row.at}" if row.at else ""
    return f"{name}{also} ({_part(row.share, lang)}{where})"


def _part(share: float, lang: Lang) -> str:
    """`29%`, `100%`: a part of a whole is no probability, and may be all of it."""
    return number(100 * share, lang) + ("%" if lang == "en" else f"{NARROW}%")


def _entry(row: Sensitivity, register: Sequence[Assumption]) -> Assumption:
    by_id = {entry.id: entry for entry in register}
    found = by_id.get(row.parameter) or next((by_id[path] for path in row.paths if path in by_id), None)
    return found or Assumption(id=row.parameter, what={"en": row.parameter})


def _said(entry: Assumption, lang: Lang) -> str:
    return entry.what.get(lang) or entry.what["en"]


def key_assumptions(view: View) -> Sentences:
    """One sentence of a brief: the ranges that carry most of the main hypothesis's range, and how much they carry together."""
    main = view.main()
    rows = top(view.assessment, main.id)
    if not rows:
        return []
    text = view.say(
        "rest.key",
        total=_part(min(1.0, sum(row.share for row in rows)), view.lang),
        list=semicolons([words(row, view.assessment, view.lang) for row in rows], view.lang),
    )
    references = (view.judged(f"sensitivity.{main.id}"), *(view.declares(path) for row in rows for path in row.paths[:1]))
    return [BriefSentence(section="assumptions", text=text, references=references)]


def wide(judged: Assessment, problem: Problem, lang: Lang = "en") -> list[str]:
    """Lines for a terminal: the problem's first hypothesis and the ranges that make its range wide."""
    main = problem.hypotheses[0]
    rows = top(judged, main.id)
    if not rows:
        return []
    name = main.name.get(lang) or main.name.get("en", main.id)
    return [phrase("rest.wide", lang, name=name), *(f"  {words(row, judged, lang)}" for row in rows)]


def register(entries: Sequence[Assumption], main: str, lang: Lang = "en") -> tuple[tuple[str, str], list[tuple[str, str]]]:
    """Heads and rows of the register for a table: the part of `main`'s range that it carries; what, who says so, where, since when.

    The hypotheses that it enters are named where they are not all that any entry has.
    """
    heads = (phrase("rest.head.share", lang), phrase("rest.head.what", lang, name=main))
    most = max((len(entry.hypotheses) for entry in entries), default=0)
    rows = []
    for entry in entries:
        where = _where(entry, main, lang, () if len(entry.hypotheses) == most else entry.hypotheses)
        rows.append(
            (_part(entry.share[main], lang) if main in entry.share else "-", f"{_worded(entry, lang)} {_vouched(entry, lang)}{where}")
        )
    return heads, rows


def _worded(entry: Assumption, lang: Lang) -> str:
    return typography(_said(entry, lang)) if lang == "fr" else _said(entry, lang)


def _vouched(entry: Assumption, lang: Lang) -> str:
    if entry.source is not None:
        return f"[{entry.source}{': ' + entry.note if entry.note else ''}]"
    supposed, note = phrase("rest.assumption", lang), entry.note or ""
    plain = note.removeprefix("Assumption.").strip()
    return f"[{supposed}: {plain}]" if plain else f"[{supposed}]"


def _where(entry: Assumption, main: str, lang: Lang, hypotheses: Sequence[str]) -> str:
    """In which file, since when, which other hypothesis's range it carries most of, and which it enters."""
    other = max(entry.share, key=lambda name: (entry.share[name], name)) if entry.share else main
    since = phrase("rest.since", lang, day=entry.since.isoformat()) if entry.since else None
    carries = phrase("rest.most", lang, part=_part(entry.share[other], lang), name=other) if other != main else None
    enters = phrase("rest.enters", lang, names=", ".join(hypotheses)) if hypotheses else None
    told = [part for part in (entry.at or entry.id, since, carries, enters) if part]
    return f" ({'; '.join(told)})"
