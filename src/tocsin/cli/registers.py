"""The registers of red lines and of what is due, for people: one line a fact, the exact words in quotation marks."""

from collections.abc import Iterator, Sequence

from tocsin.cli import ink
from tocsin.cli.ink import BOLD, DIM, Paper, letters
from tocsin.cli.labels import Lang
from tocsin.cli.register_labels import label
from tocsin.model.calendars import Calendar, DueRow
from tocsin.model.declared import Problem, SourceProfile
from tocsin.model.red_lines import Crossed, Followed, FollowThrough, LineRow, RedLines
from tocsin.model.registers import Marked, Words

LONGEST = 160
"""characters of somebody's words on a screen"""
WITNESSES = 2
"""statements of one occasion that are shown; the rest is in --json"""


class Names:
    """Declared names in one language, by id; an id that nothing has stands for itself."""

    def __init__(self, problem: Problem, lang: Lang, sources: Sequence[SourceProfile] = ()) -> None:
        lines = problem.lines
        self._lang = lang
        self._known: dict[str, dict[str, str]] = {f"source:{one.id}": {lang: one.name} for one in sources}
        self._known |= {one.id: one.name for one in problem.gazetteer}
        self._known |= {one.id: one.name for one in problem.hypotheses} | {one.id: one.name for one in problem.indicators}
        self._known |= {one.id: one.name for one in lines.consequences} | {one.id: one.name for one in lines.themes}
        self._known |= {one.id: one.what for one in lines.decisions}
        self._known |= {one.id: one.name for one in lines.elements} | {one.id: one.name for one in lines.doctrine}

    def of(self, name: str) -> str:
        """The name that an id has."""
        return self.labels(self._known.get(name, {})) or name

    def labels(self, words: dict[str, str]) -> str:
        """Words in the language of the screen, else in English, else in whatever they were said in."""
        return words.get(self._lang) or words.get("en") or next(iter(words.values()), "")


def cut(words: str) -> str:
    """Somebody's words, short enough for a screen."""
    flat = " ".join(words.split())
    return flat if len(flat) <= LONGEST else flat[: LONGEST - 1].rsplit(" ", 1)[0] + " …"


def quoted(words: str, lang: Lang) -> str:
    """Exact words between the language's quotation marks."""
    return f"“{cut(words)}”" if lang == "en" else f"« {cut(words)} »"


def row(text: str, on: Paper, indent: int, style: str = "") -> Iterator[str]:
    """One paragraph, indented; what runs over is indented further."""
    if text:
        yield from ink.lines(letters(text, style), on, letters(" " * indent), letters(" " * (indent + 2)))


def told(words: Words, lang: Lang) -> str:
    """Exact words, with who says them."""
    made_up = f" [{label('made-up', lang)}]" if words.synthetic else ""
    return f"{quoted(words.text, lang)} ({words.speaker}){made_up}"


def red_lines(found: RedLines, problem: Problem, sources: Sequence[SourceProfile], lang: Lang, on: Paper) -> Iterator[str]:
    """The register of red lines, oldest first, then how often crossings were answered."""
    names = Names(problem, lang, sources)
    title = label("redlines", lang, day=f"{found.as_of:%Y-%m-%d}", count=len(found.lines))
    yield from head(title, found, found.checked, lang, on)
    for line in found.lines:
        yield ""
        yield from _line(line, names, lang, on)
    if found.follow_through:
        yield ""
        yield from row(label("rates", lang), on, 0, BOLD)
        yield from row(label("rates-legend", lang, prior=found.prior, days=found.answer_days), on, 2, DIM)
        for one in _pairs(found.follow_through):
            yield from _rates(one, names, lang, on)
        yield from row(label("selection", lang), on, 2, DIM)
    for key, count in (("left-too-early", found.too_early), ("left-only-read", found.only_read)):
        if count:
            yield from row(label(key, lang, count=count), on, 2, DIM)


def head(title: str, marked: Marked, checked: str | None, lang: Lang, on: Paper) -> Iterator[str]:
    """The first lines of a register: what it is, its marking, and what its declared entries rest on."""
    yield from row(title, on, 0, BOLD)
    yield from row(f"TLP:{marked.tlp.upper()}", on, 2, DIM)
    synthetic = marked.synthetic
    if synthetic:
        yield from row(label("synthetic", lang), on, 2, DIM)
    if checked:
        yield from row(label("checked", lang, words=checked), on, 2, DIM)


def _line(line: LineRow, names: Names, lang: Lang, on: Paper) -> Iterator[str]:
    yield from row(f"{line.first_said}  {names.of(line.speaker)}  [{line.id}]", on, 0, BOLD)
    exact = line.basis != "declared"

    def words(found: dict[str, str]) -> str:
        said = names.labels(found)
        return label("unstated", lang) if not said else quoted(said, lang) if exact else said

    yield from row(f"{label('if', lang)} {words(line.condition)}", on, 2)
    vague = ", ".join(label(part, lang) for part in line.vague)
    tail = [label("threatens", lang, kind=names.of(line.consequence)), label("vague", lang, parts=vague) if vague else ""]
    yield from row(f"{label('then', lang)} {words(line.threatened)} ({'; '.join(filter(None, tail))})", on, 2)
    for said in line.said:
        what = names.labels(said.what) if said.change != "first" else ""
        yield from row(f"{said.date}  {label(said.change, lang)}{': ' if what else ''}{what}", on, 2)
        for one in said.words[:WITNESSES]:
            yield from row(told(one, lang), on, 4, DIM)
    for crossing in line.crossings:
        yield from _crossing(crossing, names, lang, on)
    if not line.crossings:
        yield from row(label("uncrossed", lang), on, 2, DIM)


def _crossing(one: Crossed, names: Names, lang: Lang, on: Paper) -> Iterator[str]:
    what = names.labels(one.what)
    who = label("on-word", lang, who=", ".join(names.of(name) for name in one.on_whose_word))
    when = " ".join(filter(None, (str(one.date), one.clock)))
    said = quoted(what, lang) if one.basis == "statement" else what
    yield from row(f"{label('crossed', lang, when=when)}: {said}; {who}", on, 2)
    if one.disputed:
        yield from row(label("disputed", lang, words=one.disputed), on, 4)
    for follow in one.followed:
        yield from row(_followed(follow, names, lang), on, 4)
    if one.answered is None:
        yield from row(f"→ {label(one.why, lang)}", on, 4)
        return
    verdict = [label("answered" if one.answered else "unanswered", lang)]
    if one.answered and one.as_threatened is not None:
        verdict.append(label("as-threatened" if one.as_threatened else "otherwise", lang))
    yield from row(f"→ {', '.join(verdict)} ({label(one.why, lang)})", on, 4)


def _followed(one: Followed, names: Names, lang: Lang) -> str:
    what = names.labels(one.what)
    said = quoted(what, lang) if one.words is not None else what
    tail = [names.of(one.kind), label("called" if one.told_as_answer else "not-called", lang), label(f"placed-{one.placed}", lang)]
    return f"{' '.join(filter(None, (str(one.date), one.clock)))}  {said} ({'; '.join(filter(None, tail))})"


def _pairs(found: Sequence[FollowThrough]) -> list[list[FollowThrough]]:
    groups: dict[tuple[str, str], list[FollowThrough]] = {}
    for one in found:
        if one.by != "side":
            groups.setdefault((one.by, one.key), []).append(one)
    return list(groups.values())


def _rates(found: Sequence[FollowThrough], names: Names, lang: Lang, on: Paper) -> Iterator[str]:
    first = found[0]
    yield from row(label("all", lang) if first.by == "all" else names.of(first.key), on, 2)
    for one in found:
        said = label(f"rate-{one.bound}" if one.bound else "rate", lang, yes=one.yes, cases=one.cases, **_shares(one, lang))
        firm = ""
        if one.disputed:
            firm = "; " + (label("firm", lang, yes=one.firm_yes, cases=one.firm_cases) if one.firm_cases else label("firm-none", lang))
        yield from row(label(f"rate-{one.question}", lang, said=said + firm), on, 4)


def _shares(one: FollowThrough, lang: Lang) -> dict[str, str]:
    sign = "%" if lang == "en" else f"{ink.TIED}%"
    shares = (("mean", one.mean), ("low", one.low), ("high", one.high))
    return {name: "" if share is None else f"{100 * share:.0f}{sign}" for name, share in shares}


def calendar(found: Calendar, problem: Problem, lang: Lang, on: Paper) -> Iterator[str]:
    """What is due, by date; what has no date last."""
    names = Names(problem, lang)
    title = label("calendar", lang, begin=found.begin, end=found.end, day=f"{found.as_of:%Y-%m-%d}")
    yield from head(title, found, found.checked, lang, on)
    dated = [one for one in found.entries if one.date is not None]
    for one in dated:
        yield ""
        yield from _due(one, names, lang, on)
    if not dated:
        yield from row(label("none", lang), on, 2)
    unknown = [one for one in found.entries if one.date is None]
    if unknown:
        yield ""
        yield from row(label("undated", lang), on, 0, BOLD)
        for one in unknown:
            yield from row(f"{names.labels(one.what)} ({names.of(one.on_whose_word)})", on, 2)
            yield from row(label("shows", lang, words=names.labels(one.shows)), on, 4, DIM)


def _due(one: DueRow, names: Names, lang: Lang, on: Paper) -> Iterator[str]:
    until = f" – {one.until}" if one.until is not None and one.until != one.date else ""
    when = label("tomorrow", lang) if one.days == 1 else label(one.state, lang, days=one.days)
    yield from row(f"{one.date}{until}  {when}  {label(one.kind, lang)}", on, 0, BOLD)
    what = names.labels(one.what)
    yield from row(f"{quoted(what, lang) if one.foretold else what} ({names.of(one.on_whose_word)})", on, 2)
    if one.words is not None and not one.foretold:
        yield from row(told(one.words, lang), on, 4, DIM)
    if one.outcome:
        yield from row(label("outcome", lang, words=names.labels(one.outcome)), on, 2)
    elif one.shows:
        yield from row(label("shows", lang, words=names.labels(one.shows)), on, 2)
    if one.indicators:
        yield from row(label("bears", lang, list=", ".join(names.of(name) for name in one.indicators)), on, 2, DIM)
