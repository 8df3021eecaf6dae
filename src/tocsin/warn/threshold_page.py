"""The page on which a watch officer picks a threshold: what is seen, what rings for nothing, how early, how many count."""

import textwrap
from collections.abc import Sequence
from typing import NamedTuple

from tocsin.judge.frequency import NARROW_SPACE, ratio
from tocsin.model.declared import Problem
from tocsin.model.thresholds import CurvePoint, Thresholds
from tocsin.warn.brief import marking
from tocsin.warn.drawing import Frame, Level, Line, Picture, Point, Scale, chart
from tocsin.warn.words import Lang, chance, moment, number, of, percent, sentence_case

WIDTH = 100
COLUMNS = (12, 12, 15, 15, 13, 9)


class Words(NamedTuple):
    """A sentence in both languages."""

    en: str
    fr: str


SAID = {
    "rule.hypothesis": Words(
        "RULE: it rings when the chance of {name} within {days} days reaches the threshold{bound}, until it is below {down} of it.",
        "RÈGLE : elle sonne quand la probabilité {of_name} sous {days} jours atteint le seuil{bound}, "
        "jusqu’à repasser sous {down} de celui-ci.",
    ),
    "rule.indicator": Words(
        "RULE: it rings when the chance that {indicator} is on reaches the threshold{bound}, until it is below {down} of it. "
        "Event: {name}, within {days} days.",
        "RÈGLE : elle sonne quand la probabilité que {indicator} soit actif atteint le seuil{bound}, "
        "jusqu’à repasser sous {down} de celui-ci. "
        "Événement : {name}, sous {days} jours.",
    ),
    "rule.lit": Words(
        "RULE: it rings while any of these stands as lit on the board: {indicator}. Event: {name}, within {days} days.",
        "RÈGLE : elle sonne tant que l’un de ces indicateurs est allumé au tableau : {indicator}. Événement : {name}, sous {days} jours.",
    ),
    "at": Words("At {at}", "À {at}"),
    "lit.at": Words("Lit", "Allumé"),
    "bound.mean": Words("", ""),
    "bound.low": Words(" at the low end of its range", " par le bas de sa fourchette"),
    "bound.high": Words(" at the high end of its range", " par le haut de sa fourchette"),
    "year": Words(
        "{name} in a year, by the declared ranges: about {mean}, range {low} to {high}.",
        "{name} en un an, selon les fourchettes déclarées : environ {mean}, de {low} à {high}.",
    ),
    "worlds": Words(
        "Simulated: {worlds} quiet years, and {worlds} that end in the event. ± is one standard error over worlds.",
        "Simulé : {worlds} années calmes, et {worlds} qui finissent par l’événement. ± est une erreur type sur les mondes.",
    ),
    "head.at": Words("threshold", "seuil"),
    "head.seen": Words("seen", "vus"),
    "head.alarms": Words("false alarms", "alertes vaines"),
    "head.days": Words("days in alarm", "jours d’alerte"),
    "head.lead": Words("days before", "jours avant"),
    "under.at": Words("", ""),
    "under.seen": Words("of events", "événements"),
    "under.alarms": Words("a quiet year", "en année calme"),
    "under.days": Words("a quiet year", "en année calme"),
    "under.lead": Words("(median)", "(médiane)"),
    "of": Words("of 100 alarms, before the event if it is", "sur 100 alertes, avant l’événement s’il est"),
    "of.tenth": Words("10x rarer", "10x plus rare"),
    "of.one": Words("as said", "comme dit"),
    "of.ten": Words("10x likelier", "10x plus fréq."),
    "asked": Words("ASKED FOR", "DEMANDÉ"),
    "said": Words(
        "{at}: in a quiet year it rings {alarms} times and stands for {days} days. It rings before {seen} of the events, {lead}. "
        "Of 100 such alarms about {n} come before the event (range over the declared ranges {low} to {high}; "
        "{tenth} if it is ten times rarer, {ten} if ten times likelier).",
        "{at} : en une année calme elle sonne {alarms} fois et dure {days} jours. Elle sonne avant {seen} des événements, {lead}. "
        "Sur 100 alertes de ce type, environ {n} précèdent l’événement (de {low} à {high} selon les fourchettes déclarées ; "
        "{tenth} s’il est dix fois plus rare, {ten} s’il est dix fois plus fréquent).",
    ),
    "lead": Words("{days} days before it in the median", "{days} jours avant en médiane"),
    "no-lead": Words("never in time", "jamais à temps"),
    "replay": Words(
        "OVER THE PAST ({since} to {until}): {alarms} alarms at {at}, {days} days in alarm; a year about {rate}, range {low} to {high}.",
        "SUR LE PASSÉ ({since} à {until}) : {alarms} alertes à {at}, {days} jours d’alerte ; par an environ {rate}, de {low} à {high}.",
    ),
    "hindsight": Words("HINDSIGHT-INFORMED: {why}", "INFORMÉ APRÈS COUP : {why}"),
    "constant": Words(
        "An alarm that never ends begins once: read its days too.",
        "Une alerte qui ne finit jamais ne commence qu’une fois : lire aussi ses jours.",
    ),
    "assumes": Words("ASSUMES", "SUPPOSE"),
    "assumes.worlds": Words(
        "worlds as {problem} declares {process}, each with numbers of its own drawn from the declared ranges",
        "des mondes tels que {problem} déclare {process}, chacun avec ses propres nombres tirés des fourchettes déclarées",
    ),
    "assumes.watch": Words(
        "{sources} sources of reliability {grade} on every indicator of evidence, each looking with {looked} a day, "
        "and heard as the indicator's range of publication says",
        "{sources} sources de fiabilité {grade} sur chaque indicateur retenu comme preuve, chacune regardant avec {looked} par jour, "
        "et entendue selon la fourchette de publication de l’indicateur",
    ),
    "assumes.left-out": Words(
        "no condition holds, nobody denies, sources rest on nothing that they share",
        "aucune condition n’est remplie, personne ne dément, les sources ne reposent sur rien de commun",
    ),
    "assumes.rate": Words(
        "an event ten times as likely changes how often it comes, not how it is prepared",
        "un événement dix fois plus probable change sa fréquence, non sa préparation",
    ),
    "plot.title": Words("Threshold: what it sees, what it rings for nothing", "Seuil : ce qu’il voit, ce qu’il sonne pour rien"),
    "plot.seen": Words("share of events seen", "part des événements vus"),
    "plot.days": Words("share of a quiet year in alarm", "part d’une année calme en alerte"),
    "plot.across": Words("threshold", "seuil"),
}


def _say(key: str, lang: Lang, **words: object) -> str:
    return (SAID[key].en if lang == "en" else SAID[key].fr).format(**words)


def table(found: Thresholds, problem: Problem, lang: Lang = "en") -> str:
    """The page; SYNTHETIC opens and closes it, for its worlds are simulated."""
    mark = f"TLP:{found.tlp.upper()}" + (" - SYNTHETIC" if found.synthetic else "")
    name = _name(problem, found.hypothesis, lang)
    rule = "rule.lit" if found.lit else "rule.indicator" if found.indicator else "rule.hypothesis"
    named = found.lit or ((found.indicator,) if found.indicator else ())
    lines = [mark]
    lines += _wrapped(
        _say(
            rule,
            lang,
            name=name,
            of_name=of(name, lang),
            days=found.horizon,
            bound=_say(f"bound.{found.bound}", lang),
            down=percent(found.down, lang),
            indicator=", ".join(_indicator(problem, one, lang) for one in named),
        )
    )
    mean, low, high = (ratio(p, lang) for p in found.a_year)
    lines += [
        *_wrapped(sentence_case(_say("year", lang, name=name, mean=mean, low=low, high=high))),
        *_wrapped(_say("worlds", lang, worlds=found.worlds)),
        "",
    ]
    if found.curve:
        lines += [*_head(lang), *(_row(point, lang) for point in found.curve), ""]
    if found.asked:
        lines += [_say("asked", lang)] if found.curve else []
        for point in found.asked:
            lines += [*_wrapped(told(point, lang, bool(found.lit))), ""]
    lines += _wrapped(_say("constant", lang))
    if found.replayed is not None:
        past = found.replayed
        ends = {
            "since": moment(past.since, lang),
            "until": moment(past.until, lang),
            "at": _say("lit.at", lang).lower() if found.lit else chance(past.at, lang),
        }
        counts = {"alarms": past.alarms, "days": number(past.days, lang), "rate": _few(past.a_year, lang)}
        lines += ["", *_wrapped(_say("replay", lang, **ends, **counts, low=_few(past.low, lang), high=_few(past.high, lang)))]
        lines += [line for why in past.hindsight for line in _wrapped(_say("hindsight", lang, why=why))]
    lines += ["", _say("assumes", lang), *(line for one in assumptions(found, lang) for line in _wrapped(one, "- ", "  ")), mark]
    return "\n".join(lines) + "\n"


def assumptions(found: Thresholds, lang: Lang) -> list[str]:
    """What the worlds rest on, a sentence each."""
    values = {"problem": found.problem, "process": found.process, "sources": found.sources, "grade": found.reliability}
    looked = number(found.looked, lang, 2).rstrip("0").rstrip(".,")
    return [_say(f"assumes.{one}", lang, looked=looked, **values) for one in ("worlds", "watch", "left-out", "rate")]


def told(point: CurvePoint, lang: Lang, lit: bool = False) -> str:
    """One threshold in a sentence or two; `lit`: the rule is a lamp on the board."""
    tenth, one, ten = point.of_hundred
    lead = _say("no-lead", lang) if point.lead_days is None else _say("lead", lang, days=_few(point.lead_days, lang))
    return _say(
        "said",
        lang,
        at=_say("lit.at", lang) if lit else _say("at", lang, at=chance(point.at, lang)),
        alarms=_with(point.false_alarms.value, point.false_alarms.error, lang),
        days=_with(point.false_days.value, point.false_days.error, lang),
        seen=_seen(point, lang),
        lead=lead,
        n=_few(one.before, lang),
        low=_few(one.low, lang),
        high=_few(one.high, lang),
        tenth=_few(tenth.before, lang),
        ten=_few(ten.before, lang),
    )


def _name(problem: Problem, hypothesis: str, lang: Lang) -> str:
    return next((h.name.get(lang) or h.name["en"] for h in problem.hypotheses if h.id == hypothesis), hypothesis)


def _indicator(problem: Problem, name: str | None, lang: Lang) -> str:
    return next((i.name.get(lang) or i.name["en"] for i in problem.indicators if i.id == name), name or "")


def _wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, break_on_hyphens=False, initial_indent=first, subsequent_indent=rest)


def _seen(point: CurvePoint, lang: Lang) -> str:
    """`72% ±7`: a share of worlds, in whole points."""
    sign = "%" if lang == "en" else NARROW_SPACE + "%"
    return f"{100 * point.seen.value:.0f}{sign} ±{100 * point.seen.error:.0f}"


def _few(value: float, lang: Lang) -> str:
    """A number of things as a person says it: whole from ten on, else one decimal; never NaN."""
    if value != value:
        return "-"
    if 0 < value < 0.05:
        return ("<" if lang == "en" else "< ") + number(0.1, lang, 1)
    return number(value, lang, 0 if value >= 10 or value == int(value) else 1)


def _with(value: float, error: float, lang: Lang) -> str:
    return f"{_few(value, lang)} ±{_few(error, lang)}"


def _cells(cells: Sequence[str]) -> str:
    return "".join(cell.ljust(width) for cell, width in zip(cells, COLUMNS, strict=False)).rstrip()


def _head(lang: Lang) -> list[str]:
    parts = ("at", "seen", "alarms", "days", "lead")
    factors = [_say(f"of.{one}", lang) for one in ("tenth", "one", "ten")]
    indent = " " * sum(COLUMNS[:5])
    widths = [max(COLUMNS[5], len(one) + 1) for one in factors]
    under = _cells([_say(f"under.{one}", lang) for one in parts]).ljust(len(indent))
    return [
        indent + _say("of", lang)[: WIDTH - len(indent)] if len(indent) + len(_say("of", lang)) <= WIDTH else _say("of", lang).rjust(WIDTH),
        _cells([_say(f"head.{one}", lang) for one in parts]),
        under + "".join(one.ljust(width) for one, width in zip(factors, widths, strict=True)).rstrip(),
    ]


def _row(point: CurvePoint, lang: Lang) -> str:
    factors = [_say(f"of.{one}", lang) for one in ("tenth", "one", "ten")]
    widths = [max(COLUMNS[5], len(one) + 1) for one in factors]
    lead = "-" if point.lead_days is None else _few(point.lead_days, lang)
    if point.lead_low is not None and point.lead_high is not None:
        lead += f" ({_few(point.lead_low, lang)}-{_few(point.lead_high, lang)})"
    cells = [
        chance(point.at, lang),
        _seen(point, lang),
        _with(point.false_alarms.value, point.false_alarms.error, lang),
        _with(point.false_days.value, point.false_days.error, lang),
        lead,
    ]
    hundred = "".join(_few(one.before, lang).ljust(width) for one, width in zip(point.of_hundred, widths, strict=True))
    return _cells(cells).ljust(sum(COLUMNS[:5])) + hundred.rstrip()


def picture(found: Thresholds, problem: Problem, lang: Lang = "en") -> Picture:
    """Over the threshold: the share of events seen, and the share of a quiet year in alarm."""
    mark = marking(found.tlp, found.synthetic)
    seen = [
        Point(p.at, p.seen.value, max(0.0, p.seen.value - 1.64 * p.seen.error), min(1.0, p.seen.value + 1.64 * p.seen.error))
        for p in found.curve
    ]
    days = [Point(p.at, p.false_days.value / 365.25) for p in found.curve]
    title = f"{_say('plot.title', lang)}: {_name(problem, found.hypothesis, lang)}"
    frame = Frame(title, _say("plot.title", lang), mark, lang)
    lines = [Line(_say("plot.seen", lang), seen), Line(_say("plot.days", lang), days)]
    return chart(
        frame, lines, scale=Scale("chance", low=0.0, high=1.0), across=Scale("number", said=_say("plot.across", lang)), levels=list[Level]()
    )
