"""Whoever works in French is told in French what went wrong; what nobody translated says that it is English."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from markupsafe import Markup
from tests.desk.conftest import As

import tocsin
from tocsin.desk import failing, words
from tocsin.desk.people.roles import Role
from tocsin.errors import CannotFinish, UsageError

SOURCE = Path(tocsin.__file__).parent
KINDS = {"UsageError", "Conflict", "CannotFinish", "Busy", "NotThere", "Forbidden", "SignedOut", "Judging", "ValueError"}
DESK = sorted((SOURCE / "desk").rglob("*.py"))
AT_A_CONSOLE = {"assets", "serving", "door", "hosts", "store", "words"}
"""modules of the desk whose errors a person meets who starts it or declares it, not who works at it"""
ACTS = (
    *(
        "alerting/deciding",
        "claiming",
        "clock",
        "correcting",
        "entering",
        "following",
        "forecasting",
        "lines",
        "named_places",
        "publishing",
    ),
    *("reasons", "requesting", "resolving", "retrying", "ruling", "shifts", "sourcing"),
)
"""of the engine: what the desk's acts and pages call"""
MODULES = (
    *(file for file in DESK if file.stem not in AT_A_CONSOLE and file.parent.name != "words"),
    *(SOURCE / "engine" / f"{name}.py" for name in ACTS),
    SOURCE / "judge" / "stated.py",
)
PASSED_ON = {
    "error.what",
    "error.todo",
    "'; '.join(mistakes)",
    "mistakes[0]",
    "wrong",
    "best.what or 'it is no feed'",
    "hint",
    "refused",
} | {'best.todo or "name the feed\'s own address"'}
"""what another error said, or what a declared file or a site is like"""
TABLES = {
    *("x7 x7", "x7 is no number", "is no table: x7", "has no columns date and number", "one line for each day that is over"),
    *("write a number", "save it as CSV in UTF-8", "its first line names them: date,number"),
}
"""of tables of outcomes, which only a command takes"""
BY_HAND = (
    "somebody ruled on this statement meanwhile: correct, by bo: it is older",
    "the ruling that you saw is gone",
    "bo has followed this claim up meanwhile: dropped",
    "the step that you saw is gone",
    "this alert has a newer message than the one you saw",
    "read it, then say again what is done",
    "bo acknowledged it meanwhile: told the desk",
    "add yours where it still says more",
    "bo was quicker: answered",
    "bo was quicker: assigned, to cy",
    "no request has this id",
    "3 requests begin like this",
    "no entry has this id",
    "3 entries begin like this",
    "no alert has this id",
    "3 alerts begin like this",
    "no report held has this id",
    "3 reports have this id",
    "no outcome of this has that id",
    "3 outcomes begin like this",
    "0 and 1 say that nothing could change your mind: write e.g. 0.001 or 0.999",
    "write it between 0 and 1, or with a % sign",
    "the site lies in an area of active combat (East, since 2022-02-24): nothing there is looked at",
    "one of indicator-a, indicator-b",
    "did you mean exercise?",
)
"""what is raised by a name: the sentences behind it"""
NAMES = {"said", "what", "todo", "found"}


def said(node: ast.expr) -> str | None:
    """A sentence as it would be raised, with something in the place of each value; None where a name stands for it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(one.value) if isinstance(one, ast.Constant) else _value(one) for one in node.values)
    return None


def _value(node: ast.expr) -> str:
    shown = ast.unparse(node)
    return "" if "did_you_mean" in shown else "x7"


def sentences(file: Path) -> Iterator[tuple[str, str]]:
    """What the errors of a module say and what to do about them, each with its line; `=NAME` where a name stands for it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in KINDS or not node.args:
            continue
        for one in (node.args[0], *(word.value for word in node.keywords if word.arg == "todo")):
            shown = said(one)
            yield f"{file.relative_to(SOURCE)}:{one.lineno}", f"={ast.unparse(one)}" if shown is None else shown


ALL = tuple(one for file in MODULES for one in sentences(file))


def test_every_sentence_that_is_raised_behind_a_page_has_its_french() -> None:
    lacking = [
        f"{where}: {text}" for where, text in ALL if not text.startswith("=") and text not in TABLES and failing.french(text) is None
    ]
    assert len(ALL) > 200
    assert not lacking


def test_what_is_raised_by_a_name_is_listed_here() -> None:
    assert {text[1:] for _, text in ALL if text.startswith("=")} <= PASSED_ON | NAMES
    assert not [text for text in BY_HAND if failing.french(text) is None]


def test_no_french_is_declared_for_what_nobody_says() -> None:
    everywhere = "\n".join(file.read_text(encoding="utf-8") for file in SOURCE.rglob("*.py"))
    unsaid = [
        english
        for english in failing.declared()
        if not all(part in everywhere or part.replace('"', '\\"') in everywhere for part in map(str.strip, failing.fixed(english)))
    ]
    assert not unsaid


def test_both_have_the_same_values() -> None:
    for english, french in failing.declared().items():
        assert set(failing.values(english)) == set(failing.values(french)), english
        assert english not in words.french() or "{" not in english


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("no indicator is called 'exercize'. Did you mean 'exercise'?", "aucun indicateur ne s’appelle 'exercize'. Vouliez-vous dire «"),
        ("ana is reader; this needs analyst", "ana a le rôle lecteur"),
        ("a note is missing", "il manque : une note".replace(" :", "\N{NARROW NO-BREAK SPACE}:")),
        ("the brief is TLP:AMBER: its mark may be raised, never lowered", "la note est TLP:AMBER"),
    ],
    ids=["a guess", "roles", "a field", "a mark"],
)
def test_values_stand_in_the_french(english: str, french: str) -> None:
    assert (failing.french(english) or "").startswith(french)


def test_what_nobody_translated_says_that_it_is_english_and_cannot_break_the_page() -> None:
    assert failing.told("disk <b> on fire", "fr") == Markup('<span lang="en">disk &lt;b&gt; on fire</span>')
    assert failing.told("disk <b> on fire", "en") == "disk <b> on fire"
    assert not isinstance(failing.told("nothing is called <b>", "fr"), Markup)
    assert failing.whole(CannotFinish("disk on fire", where="/x"), "fr").startswith("en anglais")
    assert failing.whole(UsageError("no feed was found there", where="a.example"), "fr").startswith(
        "a.example\N{NARROW NO-BREAK SPACE}: aucun"
    )
    assert failing.whole(UsageError("no feed was found there", where="a.example"), "en") == "a.example: no feed was found there"


def test_a_page_that_is_not_there_is_told_in_french_and_to_a_program_in_english(looking: As) -> None:
    client = looking(Role.ANALYST)
    missing = client.get("/indicators/no-such", params={"lang": "fr"})
    assert missing.status_code == 404
    assert "le problème n’a pas d’indicateur de cet identifiant" in missing.text
    assert "cherchez-le sur le tableau des indicateurs" in missing.text
    assert client.get("/api/v1/indicator/no-such", params={"lang": "fr"}).json()["error"]["what"].startswith("the problem has")


def test_a_form_that_is_refused_is_told_in_french(working: As) -> None:
    fields = {"statement": "00000000", "why": "a test"}
    refused = working(Role.ANALYST).post("/do/reject-statement", data=fields, headers={"accept-language": "fr"})
    assert refused.status_code == 422
    assert "aucune déclaration conservée n’a cet identifiant" in refused.text
    assert "Que faire\N{NARROW NO-BREAK SPACE}: la page Déclarations les montre" in refused.text
    assert '<span lang="en">' not in refused.text


def test_a_sentence_without_end_is_not_looked_for() -> None:
    name = "x" * failing.LONGEST
    assert failing.french("ann is reader; this needs editor") is not None
    assert failing.french(f"{name} is reader; this needs editor") is None
