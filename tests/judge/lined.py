"""An invented party's red lines, doctrine, decisions and calendar, and statements about them."""

from datetime import date

from tests.judge.worlds import day, problem, statement
from tocsin.model import Origin, Reading, RedLine, Speaker, Statement
from tocsin.model.declared import Entity, Problem
from tocsin.model.lines import Answer, Consequence, Crossing, DoctrineCondition, DoctrineText, Element, Line, Lines, Saying, Theme

LEADER = Speaker(text="The leader of X", kind="named", entity="person:leader")
MINISTRY = Speaker(text="the X ministry", kind="office", entity="office:xx-ministry")

CONSEQUENCES = (
    Consequence(id="unspecified", name={"en": "unspecified"}, rank=0, act=False, open=True),
    Consequence(id="words", name={"en": "words"}, rank=1, act=False),
    Consequence(id="strikes", name={"en": "strikes"}, rank=3, words={"en": ("strike", "strikes"), "fr": ("frapp*",)}),
    Consequence(
        id="the-worst",
        name={"en": "the worst"},
        rank=5,
        words={"en": ("the bomb",)},
        hints={"en": ("all means",), "fr": ("tous les moyens",)},
    ),
)
THEMES = (
    Theme(
        id="bridge",
        name={"en": "the bridge"},
        words={"en": ("bridge", "bridges"), "fr": ("pont",)},
        crossed={"en": (("blown up", "damaged"), ("bridge",)), "fr": (("détruit",), ("pont",))},
    ),
    Theme(id="border", name={"en": "the border"}, words={"en": ("border",)}),
)


def line(name: str = "leader-bridge", said: date = date(2022, 6, 1), repeated: tuple[Saying, ...] = (), **more: object) -> Line:
    fields: dict[str, object] = {
        "speaker": "person:leader",
        "theme": "bridge",
        "condition": {"en": "somebody touches the bridge"},
        "threatened": {"en": "all means"},
        "consequence": "the-worst",
        "source": "X Gazette, 1 June 2022",
        "known_since": said,
    }
    return Line(id=name, date=said, said=repeated, **{**fields, **more})  # type: ignore[arg-type]


def crossing(name: str, when: date, *answers: Answer, **more: object) -> Crossing:
    fields: dict[str, object] = {"what": {"en": name}, "says": ("office:xx-ministry",), "source": "X", "known_since": when}
    return Crossing(id=name, date=when, answers=answers, **{**fields, **more})  # type: ignore[arg-type]


def answer(when: date, kind: str, **more: object) -> Answer:
    fields: dict[str, object] = {"what": {"en": kind}, "told_as_answer": True, "source": "X", "known_since": when}
    return Answer(date=when, kind=kind, **{**fields, **more})  # type: ignore[arg-type]


def again(when: date, change: str = "repeated") -> Saying:
    return Saying(date=when, change=change, what={"en": "again"}, source="X", known_since=when)  # type: ignore[arg-type]


def declared(*lines: Line, **more: object) -> Problem:
    """The invented problem with these lines; `more` goes into `Lines`."""
    base = problem()
    leader = Entity(id="person:leader", type="person", name={"en": "Leader"}, forms={}, country="country:xx")
    fields: dict[str, object] = {
        "consequences": CONSEQUENCES,
        "themes": THEMES,
        "red_lines": lines,
        "answering": {"en": ("in response to", "retaliat*"), "fr": ("en réponse",)},
    }
    return problem(gazetteer=(*base.gazetteer, leader), lines=Lines(**{**fields, **more}))  # type: ignore[arg-type]


def threat(name: str, ago: float, condition: str | None, consequence: str | None, **more: object) -> Statement:
    fields: dict[str, object] = {
        "act": "threat",
        "speaker": LEADER,
        "text": f"if {condition} then {consequence}",
        "red_line": RedLine(condition=condition, consequence=consequence),
    }
    return statement(name, ago, ("rhetoric",), **{**fields, **more})


def event(name: str, ago: float, text: str, **more: object) -> Statement:
    return statement(name, ago, ("storage",), **{"act": "event", "text": text, "speaker": Speaker(kind="text"), **more})


def read(*statements: Statement, language: str = "en") -> list[Reading]:
    """One reading for each report."""
    reports = dict.fromkeys(one.report for one in statements)
    return [
        Reading(
            report=report,
            language=language,
            t_known=min(one.t_known for one in statements if one.report == report),
            statements=tuple(one for one in statements if one.report == report),
        )
        for report in reports
    ]


def one_origin(name: str, *statements: Statement) -> Origin:
    """All these statements under one origin."""
    from tests.judge.worlds import case

    origin, _ = case(name, 3, said=statements[0])
    fields = {field: getattr(origin, field) for field in origin.__struct_fields__}
    return Origin(**{**fields, "statements": tuple(one.id for one in statements), "first_seen": day(20)})


ELEMENTS = (
    Element(id="bombs", name={"en": "bombs"}, words={"en": ("bombs",), "fr": ("bombes",)}),
    Element(id="existence", name={"en": "existence"}, words={"en": ("existential",)}),
    Element(id="soil", name={"en": "soil"}, words={"en": ("soil",)}),
    Element(id="friends", name={"en": "friends"}, words={"en": ("friends",)}),
)


def condition(matter: str, article: str, *elements: str, core: tuple[str, ...] = (), **more: object) -> DoctrineCondition:
    fields: dict[str, object] = {"what": {"en": matter}, "core": core or elements[:1], **more}
    return DoctrineCondition(matter=matter, article=article, elements=elements, **fields)  # type: ignore[arg-type]


def text(name: str, when: date, *conditions: DoctrineCondition, **more: object) -> DoctrineText:
    fields: dict[str, object] = {"name": {"en": name}, "kind": "text", "source": "X", "known_since": when}
    return DoctrineText(id=name, date=when, conditions=conditions, **{**fields, **more})  # type: ignore[arg-type]


def doctrinal(name: str, ago: float, words: str, **more: object) -> Statement:
    fields: dict[str, object] = {"act": "doctrine", "text": words, "speaker": Speaker(text="the doctrine", kind="text")}
    return statement(name, ago, ("doctrine_change",), **{**fields, **more})
