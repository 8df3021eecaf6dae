"""What would settle a claim: the original that nobody holds, the body behind it, a second hand, a look by somebody with access."""

from collections.abc import Iterable, Iterator, Sequence

from tocsin.model import Drift, Origin, Statement
from tocsin.model.claims import Answer, Contrary, Primary, Settling
from tocsin.model.declared import Problem
from tocsin.warn.phrases import Both

WORDS: dict[str, Both] = {
    "original": Both(
        "the report of {by}, which all of them cite and we do not hold", "l'article de {by}, que tous citent et que nous n'avons pas"
    ),
    "upstream-known": Both("the text or the word of {words} itself", "le texte ou la parole même de {words}"),
    "upstream": Both("which body stands behind it: no report names one", "quel organisme est derrière : aucun article n'en nomme un"),
    "primary": Both(
        "who said it, and how they could know: the words name nobody", "qui l'a dit, et comment il pouvait le savoir : nul n'est nommé"
    ),
    "second-hand": Both(
        "a second origin, of another owner and on another upstream", "une seconde origine, d'un autre propriétaire et d'une autre source"
    ),
    "look": Both("somebody with access who looks for: {what}", "quelqu'un qui ait accès et cherche : {what}"),
    "contrary": Both("what {who} knows, who says the contrary", "ce que sait {who}, qui dit le contraire"),
    "drift": Both("the first wording: {count} things changed on the way", "la première version : {count} choses ont changé en route"),
    "drift-one": Both("the first wording: one thing changed on the way", "la première version : une chose a changé en route"),
    "date": Both("the day on which it was: no report says it", "le jour des faits : aucun article ne le dit"),
}
MOST = 6
NAMED = ("named", "office", "institution", "text")
"""who can be asked"""


def settle(
    problem: Problem,
    origins: Sequence[Origin],
    told: Sequence[Statement],
    contrary: Sequence[Contrary],
    primary: Primary,
    answer: Answer,
    drift: Sequence[Drift],
) -> tuple[Settling, ...]:
    """What to look for next, the most telling first; nothing for a claim that its own publisher took back."""
    if answer in ("withdrawn", "nothing"):
        return ()
    return tuple(_things(problem, origins, told, contrary, primary, answer, drift))[:MOST]


def _things(
    problem: Problem,
    origins: Sequence[Origin],
    told: Sequence[Statement],
    contrary: Sequence[Contrary],
    primary: Primary,
    answer: Answer,
    drift: Sequence[Drift],
) -> Iterator[Settling]:
    if not primary.held and primary.by:
        yield _one("original", "original", by=primary.by)
    for words in dict.fromkeys(origin.upstream.words for origin in origins if origin.upstream.status == "known" and origin.upstream.words):
        yield _one("upstream", "upstream-known", words=words)
    if all(origin.upstream.status == "unknown" for origin in origins):
        yield _one("upstream", "upstream")
    if told and all(one.speaker.kind == "anonymous" or (one.told_by is not None and one.told_by.kind == "anonymous") for one in told):
        yield _one("primary", "primary")
    if answer != "confirmed":
        yield _one("second-hand", "second-hand")
    yield from _looks(problem, told)
    for who in dict.fromkeys(one.speaker for one in contrary if not one.interested and one.speaker and one.speaker_kind in NAMED):
        yield _one("contrary", "contrary", who=who)
    if drift:
        yield _one("drift", "drift-one" if len(drift) == 1 else "drift", count=len(drift))
    if told and not any(one.date for one in told):
        yield _one("date", "date")


def _looks(problem: Problem, told: Iterable[Statement]) -> Iterator[Settling]:
    """What an activity would show, by indicator."""
    wanted = {name for one in told for name in one.indicators}
    for indicator in problem.indicators:
        if indicator.id in wanted and indicator.preparation_step is not None:
            yield Settling(
                kind="look",
                words={
                    code: getattr(WORDS["look"], code).format(what=indicator.what.get(code, indicator.what["en"])) for code in ("en", "fr")
                },
            )


def _one(kind: str, key: str, **words: object) -> Settling:
    said = WORDS[key]
    return Settling(kind=kind, words={"en": said.en.format(**words), "fr": said.fr.format(**words)})  # type: ignore[arg-type]
