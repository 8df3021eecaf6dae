"""The register of doctrine, for people: the text in force, what changed, who says that a condition holds, and press texts beside it."""

from collections.abc import Iterator, Sequence

from tocsin.cli.ink import BOLD, DIM, Paper
from tocsin.cli.labels import Lang
from tocsin.cli.register_labels import label
from tocsin.cli.registers import Names, head, row, told
from tocsin.model.declared import Problem
from tocsin.model.doctrines import Changed, Difference, Doctrine, HoldingRow, Paraphrase


def show(found: Doctrine, problem: Problem, lang: Lang, on: Paper) -> Iterator[str]:
    """The register, the newest text first."""
    names = Names(problem, lang)
    matters = {c.matter: names.labels(c.what) for text in found.texts for c in text.conditions}
    yield from head(label("doctrine", lang, day=f"{found.as_of:%Y-%m-%d}"), found, found.checked, lang, on)
    for text in reversed(found.texts):
        standing = "in-force" if text.in_force else "announcement" if text.kind == "announcement" else "replaced"
        yield from row(f"{text.date}  {names.labels(text.name)}, {label(standing, lang)} ({text.source})", on, 2)
    for text in found.texts:
        if text.in_force:
            yield ""
            yield from row(f"{label('conditions', lang)}: {names.labels(text.name)}", on, 0, BOLD)
            for one in text.conditions:
                yield from row(f"{label('article', lang, article=one.article)}: {names.labels(one.what)}", on, 2)
            yield from row(names.labels(text.note), on, 2, DIM)
    for difference in found.differences:
        yield ""
        yield from _difference(difference, matters, names, lang, on)
    yield from _section("holdings", [_holding(one, names, lang) for one in found.holdings], lang, on)
    beyond = [
        label(
            "beyond-line",
            lang,
            day=one.date,
            who=names.of(one.speaker),
            elements=_list([names.of(name) for name in one.elements]),
            text=names.of(one.text),
        )
        for one in found.beyond
    ]
    yield from _section("beyond", beyond, lang, on)
    for term in sorted({names.labels(one.term) for one in found.terms}):
        yield ""
        yield from row(label("terms", lang, term=term), on, 0, BOLD)
        for counted in found.terms:
            if names.labels(counted.term) == term:
                against = f"; {label('disputed', lang, words=counted.disputed)}" if counted.disputed else ""
                yield from row(f"{counted.date}  {names.of(counted.by)}: {names.labels(counted.what)}{against}", on, 2)
    if found.paraphrases:
        yield ""
        yield from row(label("paraphrases", lang), on, 0, BOLD)
        for press in found.paraphrases:
            yield from _paraphrase(press, matters, names, lang, on)


def _section(key: str, rows: Sequence[str], lang: Lang, on: Paper) -> Iterator[str]:
    if rows:
        yield ""
        yield from row(label(key, lang), on, 0, BOLD)
        for text in rows:
            yield from row(text, on, 2)


def _difference(one: Difference, matters: dict[str, str], names: Names, lang: Lang, on: Paper) -> Iterator[str]:
    yield from row(label("differences", lang, now=names.of(one.now), was=names.of(one.was)), on, 0, BOLD)
    for key, found in (("added", one.added), ("removed", one.removed)):
        for matter in found:
            yield from row(label(key, lang, list=matters[matter]), on, 2)
    for changed in one.changed:
        yield from row(f"{_articles(changed, lang)}: {_gains(changed, names, lang)}", on, 2)
    if not (one.added or one.removed or one.changed):
        yield from row(label("same", lang), on, 2)


def _articles(one: Changed, lang: Lang) -> str:
    articles = one.article if one.article == one.was_article else f"{one.was_article} → {one.article}"
    return label("article", lang, article=articles)


def _gains(one: Changed, names: Names, lang: Lang) -> str:
    both = (("gained", one.gained), ("lost", one.lost))
    return _list([label(key, lang, list=_list([names.of(name) for name in found])) for key, found in both if found])


def _holding(one: HoldingRow, names: Names, lang: Lang) -> str:
    who = names.of(one.by) + (f" ({label('interested', lang)})" if one.interested else "")
    said = names.labels(one.what) if one.words is None else told(one.words, lang)
    return f"{one.date}  {one.matter}: {who} {label(one.stance, lang)}: {said}"


def _paraphrase(one: Paraphrase, matters: dict[str, str], names: Names, lang: Lang, on: Paper) -> Iterator[str]:
    yield from row(told(one.words, lang), on, 2)
    which = label("of-named" if one.named else "of-force", lang, text=names.of(one.of))
    nearer = f"; {label('nearest', lang, text=names.of(one.nearest))}" if one.nearest != one.of else ""
    yield from row(which + nearer, on, 4)
    tells = [
        label("without", lang, matter=each.matter, list=_list([names.of(name) for name in each.left_out])) if each.left_out else each.matter
        for each in one.told
    ]
    yield from row(label("tells", lang, list=_list(tells) or label("nothing", lang)), on, 4)
    for matter in one.omitted:
        yield from row(label("omits", lang, list=matters.get(matter, matter)), on, 4)
    if one.added:
        yield from row(label("adds", lang, list=_list([names.of(name) for name in one.added])), on, 4)


def _list(items: Sequence[str]) -> str:
    return "; ".join(items)
