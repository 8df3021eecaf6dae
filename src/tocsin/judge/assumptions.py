"""The register of assumptions: every declared number and every convention of the judge, who says so, and how much of a range it carries."""

import re
from collections.abc import Iterator, Mapping, Sequence

from tocsin.judge import timeline
from tocsin.judge.filter import NEGATIVE_SLIP
from tocsin.judge.parameters import EPISODE_DAYS, PUBLISHED
from tocsin.judge.sensitivity import INTERACTIONS
from tocsin.library import looking
from tocsin.model.assumed import Assumption, Sensitivity
from tocsin.model.declared import Labels, Problem, Process, Range
from tocsin.model.numbers import Number, numbers

Said = dict[str, str]
"""one line by language"""
LINES: dict[str, tuple[str, str]] = {
    "start": (
        "the run starts {days} days before as-of from the declared prior",
        "le calcul part {days} jours avant la date, du prior déclaré",
    ),
    "prior": ("prior of {process}: {states}", "prior de {process} : {states}"),
    "move": ("{process}: {a} to {b}, chance a day {span}", "{process} : {a} → {b}, probabilité par jour {span}"),
    "flat": ("{name} ({id}): flat rate a day {span}", "{name} ({id}) : taux constant par jour {span}"),
    "hit": ("{grade}: hit rate {span}", "{grade} : taux de détection {span}"),
    "false_alarm": ("{grade}: false-alarm rate {span}", "{grade} : taux de fausse alerte {span}"),
    "grade": ("reliability {grade}", "fiabilité {grade}"),
    "cheap": ("cheap words", "paroles faciles"),
    "lives": (
        "errors live {lives} days, weighed by the likelihood of what was seen",
        "les erreurs durent {lives} jours, pondérées par la vraisemblance de ce qui a été vu",
    ),
    "denial": (
        "an interested denial weighs between 1/{bound} and 1, once for its holder",
        "un démenti intéressé pèse entre 1/{bound} et 1, une fois pour qui le tient",
    ),
    "shared_upstream": (
        "sources of one upstream copy it for an episode with probability {span}",
        "des sources d'un même amont le recopient, pour un épisode, avec la probabilité {span}",
    ),
    "words": (
        "what one sentence says of two indicators stands or falls together with the same probability",
        "ce qu'une phrase dit de deux indicateurs tient ou tombe ensemble avec la même probabilité",
    ),
    "shares": (
        "of an upstream's, {suspected} where it is suspected and {unknown} where it is unknown",
        "de celle d'un amont, {suspected} là où il est supposé et {unknown} là où il est inconnu",
    ),
    "press": (
        "no source but an instrument covers a day with more than {most}",
        "aucune source, sauf un instrument, ne couvre un jour à plus de {most}",
    ),
    "looked.words": (
        "a source of kind {kind}, watched, looks on one day at what is said in public with {span}; the low end counts",
        "une source du genre {kind}, surveillée, regarde en un jour ce qui se dit en public avec {span} ; la borne basse compte",
    ),
    "looked.acts": (
        "a source of kind {kind}, watched, looks on one day at what is done in public view with {span}; the low end counts",
        "une source du genre {kind}, surveillée, regarde en un jour ce qui se fait au vu de tous avec {span} ; la borne basse compte",
    ),
    "most_sources": (
        "of one indicator no more than {most} sources count as watching, those that look most: the press reads the press",
        "pour un indicateur, {most} sources au plus comptent comme surveillant, celles qui regardent le plus : la presse lit la presse",
    ),
    "slip": (
        "a source that holds an indicator on is read as denying it with probability {slip}",
        "une source qui tient un indicateur pour actif est lue comme le niant avec la probabilité {slip}",
    ),
    "prevalence": ("{indicator} is on in {process}: {states}", "{indicator} est actif dans {process} : {states}"),
    "episode_days": ("{indicator}: an episode lasts {span} days", "{indicator} : un épisode dure {span} jours"),
    "concealed": ("{indicator}: hidden from every source, {span} of episodes", "{indicator} : caché à toute source, {span} des épisodes"),
    "published": ("{indicator}: published in time if looked at, {span}", "{indicator} : publié à temps si observé, {span}"),
    "duration": ("{process}: {state} lasts by {field} {span}", "{process} : durée de {state}, {field} {span}"),
    "restart": ("{process}: after {event} a run begins anew in {state}", "{process} : après {event}, un nouveau calcul part de {state}"),
    "ratio": ("while it holds, {name}: {move} times {span}", "tant que c'est le cas, {name} : {move} multiplié par {span}"),
    "condition": ("{name}: {field} {span}", "{name} : {field} {span}"),
    "staged": ("{indicator} is staged in {process}, {state}: {span}", "{indicator} est mis en scène dans {process}, {state} : {span}"),
    "instruments.hit": ("{source} sees an episode of {indicator}: {span}", "{source}, {indicator} : épisode vu {span}"),
    "instruments.false_alarm": ("{source} takes noise for {indicator}: {span}", "{source}, {indicator} : bruit pris pour un signe {span}"),
    "instruments.concealed": (
        "{indicator} hidden from {source}: {span} of episodes",
        "{source}, {indicator} : {span} des épisodes lui sont cachés",
    ),
    "instruments.dual_use": (
        "conventional use looks to {source} like {indicator}: {span}",
        "{source}, {indicator} : un usage conventionnel fait le même signe {span}",
    ),
    "instruments.shows": (
        "one watched day of {source} shows {indicator}, where there is something to see: {span}",
        "{source}, {indicator} : un jour observé montre le signe, s'il y en a un, {span}",
    ),
    "other": ("{path}: {span}", "{path} : {span}"),
}
LANGS = ("en", "fr")
INSTRUMENTS = "instruments."
WARNING_TIME = "pathways."
"""addresses of numbers that enter warning time alone"""


def number(value: float, lang: str) -> str:
    """`0.03`, `0,03`."""
    plain = f"{value:g}"
    return plain if lang == "en" else plain.replace(".", ",")


def span(bounds: Range, lang: str) -> str:
    """`0.003 to 0.02`, `0,003 à 0,02`."""
    return f"{number(bounds.low, lang)} {'to' if lang == 'en' else 'à'} {number(bounds.high, lang)}"


def _label(labels: Labels, lang: str, otherwise: str) -> str:
    return labels.get(lang) or labels.get("en") or otherwise


def _say(key: str, values: Mapping[str, Mapping[str, str] | str]) -> Said:
    """The line in each language; a value may differ by language."""
    return {
        lang: LINES[key][n].format(**{name: each if isinstance(each, str) else each[lang] for name, each in values.items()})
        for n, lang in enumerate(LANGS)
    }


def _each(value: float) -> Said:
    return {lang: number(value, lang) for lang in LANGS}


def assumptions(problem: Problem) -> tuple[str, ...]:
    """One English line for each entry of the register that no source stands behind."""
    return tuple(entry.what["en"] for entry in register(problem) if entry.source is None)


def register(problem: Problem, carried: Sequence[Sensitivity] = (), declared: Mapping[str, Number] | None = None) -> tuple[Assumption, ...]:
    """Every entry, those that carry most (`carried`) of the first hypothesis's range first, then of any other's. Ids are unique."""
    found = [*_conventions(problem), *_numbers(problem, declared or numbers(problem))]
    share: dict[str, dict[str, float]] = {}
    for row in carried:
        for name in {row.parameter, *row.paths} if row.parameter != INTERACTIONS else ():
            held = share.setdefault(name, {})
            held[row.hypothesis] = max(held.get(row.hypothesis, 0.0), row.share)
    entries = [
        Assumption(**{**{name: getattr(entry, name) for name in entry.__struct_fields__}, "share": share.get(entry.id, {})})
        for entry in found
    ]
    main = problem.hypotheses[0].id if problem.hypotheses else ""
    return tuple(sorted(entries, key=lambda e: (-e.share.get(main, 0.0), -max(e.share.values(), default=0.0))))


def _conventions(problem: Problem) -> Iterator[Assumption]:
    """What the method supposes, and the priors: declared without a range."""
    observing = problem.observing
    driven = tuple(h.id for h in problem.hypotheses if h.process is not None)

    def entry(
        path: str, key: str, values: Mapping[str, Mapping[str, str] | str], hypotheses: tuple[str, ...] = driven, note: str | None = None
    ) -> Assumption:
        return Assumption(id=path, what=_say(key, values), note=note, since=problem.declared_on, hypotheses=hypotheses)

    yield entry("start_days", "start", {"days": str(problem.start_days)})
    for process in problem.processes:
        states = {
            lang: ", ".join(f"{_state(process, s, lang)} {number(process.prior.get(s, 0.0), lang)}" for s in process.states)
            for lang in LANGS
        }
        names = {lang: _label(process.name, lang, process.id) for lang in LANGS}
        yield entry(f"processes.{process.id}.prior", "prior", {"process": names, "states": states}, process.absorbing, process.prior_note)
        for event, state in process.restarts.items():
            named = {lang: _label(next((h.name for h in problem.hypotheses if h.id == event), {}), lang, event) for lang in LANGS}
            begun = {lang: _state(process, state, lang) for lang in LANGS}
            path = f"processes.{process.id}.restarts.{event}"
            yield entry(path, "restart", {"process": names, "event": named, "state": begun}, process.absorbing)
    lives = {lang: ", ".join(number(life, lang) for life in observing.error_life_days) for lang in LANGS}
    yield entry("observing.error_life_days", "lives", {"lives": lives})
    yield entry("observing.denial_bound", "denial", {"bound": _each(observing.denial_bound)})
    yield entry("judge.same_words", "words", {})
    yield entry("judge.upstream_shares", "shares", {"suspected": _each(timeline.SUSPECTED_SHARE), "unknown": _each(timeline.UNKNOWN_SHARE)})
    yield entry("judge.press_most", "press", {"most": _each(timeline.PRESS_MOST)})
    yield entry("judge.negative_slip", "slip", {"slip": _each(NEGATIVE_SLIP)})
    declared = looking.load()
    yield entry("looking.most_sources", "most_sources", {"most": str(declared.most_sources)})
    for kind, sights in declared.kinds.items():
        for sight, (low, high) in sights.items():
            said = {lang: span(Range(low=low, high=high, assumption=True), lang) for lang in LANGS}
            yield entry(f"looking.{kind}.{sight}", f"looked.{sight}", {"kind": kind, "span": said})
    for indicator in problem.indicators:
        for field, default in (("episode_days", EPISODE_DAYS), ("published", PUBLISHED)):
            if indicator.role == "evidence" and getattr(indicator, field) is None:
                label = {lang: _label(indicator.name, lang, indicator.id) for lang in LANGS}
                yield Assumption(
                    id=f"judge.{field}.{indicator.id}",
                    what=_say(field, {"indicator": label, "span": {lang: span(default, lang) for lang in LANGS}}),
                    low=default.low,
                    high=default.high,
                    note=default.note,
                    hypotheses=_events(problem, indicator.prevalence),
                )


def _state(process: Process, state: str, lang: str) -> str:
    return _label(process.state_names.get(state, {}), lang, state)


def _events(problem: Problem, processes: Mapping[str, object] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(event for process in problem.processes if process.id in processes for event in process.absorbing)


def _numbers(problem: Problem, declared: Mapping[str, Number]) -> Iterator[Assumption]:
    """One entry for each declared number; the states of one ladder, which are drawn as one, together."""
    ladders: dict[str, list[Number]] = {}
    evidence = {indicator.id for indicator in problem.indicators if indicator.role == "evidence"}
    for path, one in declared.items():
        if path.startswith(WARNING_TIME):
            continue  # enters no probability: told with the warning time (`warn.margin.resting`)
        if path.startswith(INSTRUMENTS) and path.split(".")[2] not in evidence:
            continue  # lights a lamp on the board, and moves no number
        found = re.fullmatch(r"(indicators\.\w+\.prevalence\.[\w-]+)\.[\w-]+", path)
        # What experts were asked of one state is theirs alone, not the whole ladder's.
        ladders.setdefault(found[1] if found and not one.bounds.shape else path, []).append(one)
    for path, together in ladders.items():
        first = together[0].bounds
        said, hypotheses = _line(problem, path, together)
        alone = len(together) == 1 and together[0].path == path
        yield Assumption(
            id=path,
            what=said,
            low=float(first.low) if alone else None,
            high=float(first.high) if alone else None,
            source=_source([one.bounds for one in together]),
            note=next((one.bounds.note for one in together if one.bounds.note), None),
            since=first.since or problem.declared_on,
            at=first.at,
            hypotheses=hypotheses,
        )


def _source(together: Sequence[Range]) -> str | None:
    """Who stands behind all of them; null where one is an assumption."""
    if any(bounds.assumption for bounds in together):
        return None
    return "; ".join(dict.fromkeys(bounds.source or "unnamed" for bounds in together))


def _line(problem: Problem, path: str, together: Sequence[Number]) -> tuple[Said, tuple[str, ...]]:
    bounds = together[0].bounds
    spans = {lang: span(bounds, lang) for lang in LANGS}
    driven = tuple(h.id for h in problem.hypotheses if h.process is not None)
    parts = path.split(".")
    match parts:
        case ["processes", name, "transitions", move]:
            process = next(p for p in problem.processes if p.id == name)
            a, _, b = move.partition("->")
            events = {h.id: h.name for h in problem.hypotheses}
            ends = {lang: _label(events[b], lang, b) if b in events else _state(process, b, lang) for lang in LANGS}
            values = {
                "process": {lang: _label(process.name, lang, name) for lang in LANGS},
                "a": {lang: _state(process, a, lang) for lang in LANGS},
                "b": ends,
                "span": spans,
            }
            return _say("move", values), process.absorbing
        case ["hypotheses", name, "rate_per_day"]:
            label = next(h.name for h in problem.hypotheses if h.id == name)
            return _say("flat", {"name": {lang: _label(label, lang, name) for lang in LANGS}, "id": name, "span": spans}), (name,)
        case ["observing", "rates", grade, which] if which in LINES:
            return _say(which, {"grade": _say("grade", {"grade": grade}), "span": spans}), driven
        case ["observing", "cheap_rates", which] if which in LINES:
            return _say(which, {"grade": _say("cheap", {}), "span": spans}), driven
        case ["observing", "shared_upstream"]:
            return _say("shared_upstream", {"span": spans}), driven
        case ["indicators", name, "prevalence", process_id, *_]:
            indicator = next(i for i in problem.indicators if i.id == name)
            process = next(p for p in problem.processes if p.id == process_id)
            states = {
                lang: ", ".join(f"{_state(process, one.path.split('.')[-1], lang)} {span(one.bounds, lang)}" for one in together)
                for lang in LANGS
            }
            values = {
                "indicator": {lang: _label(indicator.name, lang, name) for lang in LANGS},
                "process": {lang: _label(process.name, lang, process_id) for lang in LANGS},
                "states": states,
            }
            return _say("prevalence", values), process.absorbing
        case ["processes", name, "durations", state, *field]:
            process = next(p for p in problem.processes if p.id == name)
            lasting: dict[str, Mapping[str, str] | str] = {
                "process": {lang: _label(process.name, lang, name) for lang in LANGS},
                "state": {lang: _state(process, state, lang) for lang in LANGS},
                "field": ".".join(field),
                "span": spans,
            }
            return _say("duration", lasting), process.absorbing
        case ["conditions", name, *field]:
            condition = next(c for c in problem.conditions if c.id == name)
            moved = tuple(dict.fromkeys(ratio.process for ratio in condition.ratios))
            label = {lang: _label(condition.name, lang, name) for lang in LANGS}
            if field[0] == "ratios":
                return _say(
                    "ratio", {"name": label, "move": next(part for part in field if "->" in part).replace("->", " → "), "span": spans}
                ), _events(problem, moved)
            return _say("condition", {"name": label, "field": ".".join(field), "span": spans}), _events(problem, moved)
        case ["indicators", name, "staged", process_id, state]:
            indicator = next(i for i in problem.indicators if i.id == name)
            process = next(p for p in problem.processes if p.id == process_id)
            values = {
                "indicator": {lang: _label(indicator.name, lang, name) for lang in LANGS},
                "process": {lang: _label(process.name, lang, process_id) for lang in LANGS},
                "state": {lang: _state(process, state, lang) for lang in LANGS},
                "span": spans,
            }
            return _say("staged", values), process.absorbing
        case ["instruments", source, name, which] if INSTRUMENTS + which in LINES:
            indicator = next(i for i in problem.indicators if i.id == name)
            shown: dict[str, Mapping[str, str] | str] = {
                "source": source,
                "indicator": {lang: _label(indicator.name, lang, name) for lang in LANGS},
                "span": spans,
            }
            return _say(INSTRUMENTS + which, shown), _events(problem, indicator.prevalence)
        case ["indicators", name, which] if which in LINES:
            indicator = next(i for i in problem.indicators if i.id == name)
            label = {lang: _label(indicator.name, lang, name) for lang in LANGS}
            return _say(which, {"indicator": label, "span": spans}), _events(problem, indicator.prevalence)
    owners = _events(problem, (parts[1],)) if parts[0] == "processes" and len(parts) > 1 else driven
    return _say("other", {"path": path, "span": spans}), owners
