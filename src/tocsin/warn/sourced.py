"""The source summary statement (ICD 206, 2015): how many, what kind, how good, what access, what is missing, what leans."""

from collections import Counter
from typing import Literal

from tocsin.judge.originators import Parties, has_access
from tocsin.model import BriefSentence, Statement
from tocsin.model.origins import OriginKind
from tocsin.warn.board import NOT_READ
from tocsin.warn.view import Sentences, View
from tocsin.warn.words import number, semicolons

KINDS: tuple[OriginKind, ...] = ("wire", "statement", "official-text", "own-reporting")
SIDES: tuple[Literal["adversary", "own", "third", "unknown"], ...] = ("adversary", "own", "third", "unknown")
COPIES = ("copy", "rewrite", "translation", "citation")


def sources(view: View) -> Sentences:
    """Six sentences at the most; each number is a count of records that the brief was made from."""
    if not view.reports:
        return []
    own = [statement for reading in view.readings for statement in reading.statements]
    found = [_counted(view), *_copies(view), *_grades(view)]
    if own:
        found += [_access(view, own), _interest(view, own)]
    found += [_upstream(view), _gaps(view)]
    told = [BriefSentence(section="sources", text=text, references=(view.judged("indicators"),)) for text in found]
    biases = BriefSentence(section="sources", role="caveat", text=view.say("sources.biases"), references=(view.declares("sources"),))
    return [*told, biases]


def _counted(view: View) -> str:
    kinds = Counter(origin.kind for origin in view.origins)
    languages = Counter(reading.language or "?" for reading in view.readings)
    return view.say(
        "sources.counted",
        reports=view.count("report", len(view.reports)),
        origins=view.count("origin", len(view.origins)),
        kinds=semicolons([view.say(f"kind.{kind}", count=kinds[kind]) for kind in KINDS if kinds[kind]], view.lang) or "-",
        languages=", ".join(f"{language} {count}" for language, count in sorted(languages.items(), key=lambda item: (-item[1], item[0]))),
    )


def _copies(view: View) -> list[str]:
    original = {link.id for origin in view.origins for link in origin.reports if link.link == "original"}
    carried = {link.id for origin in view.origins for link in origin.reports if link.link in COPIES} - original
    return [view.say("sources.copies", copies=view.count("report", len(carried)))] if carried else []


def _grades(view: View) -> list[str]:
    """Of origins behind an indicator: the grade of each one's outlet."""
    bearing = {influence.origin for influence in view.assessment.influences if influence.origin}
    grades = Counter(origin.grades[0].reliability for origin in view.origins if origin.id in bearing and origin.grades)
    told = [view.say("sources.grade", grade=grade, count=count) for grade, count in sorted(grades.items())]
    return [view.say("sources.grades", list=", ".join(told))] if told else []


def _access(view: View, own: list[Statement]) -> str:
    parties = Parties.of(view.problem, view.sources)
    return view.say(
        "sources.access",
        statements=view.count("statement", len(own)),
        anonymous=number(sum(statement.speaker.kind == "anonymous" for statement in own), view.lang),
        access=number(sum(has_access(statement, parties) for statement in own), view.lang),
    )


def _interest(view: View, own: list[Statement]) -> str:
    parties = Parties.of(view.problem, view.sources)
    heard = Counter(parties.side(statement.speaker.entity) or "unknown" for statement in own)
    return view.say(
        "sources.interest",
        interested=view.count("statement", sum(statement.interested for statement in own)),
        sides=semicolons([view.say(f"side.{name}", count=number(heard[name], view.lang)) for name in SIDES if heard[name]], view.lang),
    )


def _upstream(view: View) -> str:
    status = Counter(origin.upstream.status for origin in view.origins)
    return view.say("sources.upstream", known=status["known"], suspected=status["suspected"], unknown=status["unknown"])


def _gaps(view: View) -> str:
    evidence = view.evidence()
    return view.say(
        "sources.gaps",
        unwatched=sum(not row.coverage for row in evidence),
        all=len(evidence),
        unread=sum(NOT_READ in reading.flags for reading in view.readings),
    )
