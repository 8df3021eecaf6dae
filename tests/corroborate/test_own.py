"""What a citing report found out itself stands under an origin of its own; padding, background and copies never do."""

import random
from typing import Any

import pytest
from tests.corroborate.test_corroborate import origins, reading, report, statement

from tocsin.corroborate.outlets import Outlet
from tocsin.corroborate.own import last
from tocsin.model import Origin, Reading, Report, Speaker, Statement, to_json
from tocsin.model.declared import SourceProfile

FIRST = (
    "Vostrava's general staff twice discussed moving warheads to the Talmark border this autumn, three officials told Fennel Wire.\n\n"
    "They had drawn up a list of eleven sites, the officials said, and no order had been signed."
)
CITED = "Vostrava's plan to move warheads to the Talmark border, first reported by Fennel Wire, alarmed neighbours."
OWN = "Two diplomats told the Marlow Herald that covered wagons with armed guards had left the Kessin depot northwards on Sunday."
REWRITES = (
    "Moving warheads towards Talmark was discussed twice this autumn by Vostrava's general staff, according to Fennel Wire.",
    "A list of eleven sites near the Talmark border has been drawn up in Vostrava, Fennel Wire says, but no order was signed.",
    "Fennel Wire: three officials say Vostrava twice discussed warheads on the Talmark border; eleven sites are on a list.",
)
PADDING = (
    "Officials told {site} that tensions are high.",
    "Vostrava has the largest arsenal on the continent, analysts say.",
    "Read more about warheads and the Talmark border on {site}.",
    "Chairman Orlin Dask has repeatedly threatened to use every weapon that the republic holds against its western neighbours.",
)


def said(made: Report, words: str, **fields: Any) -> Statement:
    return statement(made, words, **{"indicators": ("warhead_transport",), **fields})


def pair(text: str, site: str | None, hours: float, *, via: tuple[str, ...] = ("Fennel Wire",), **fields: Any) -> tuple[Report, Reading]:
    """A report of one statement a sentence, each ascribed to `via`, as a reader with a single chain would."""
    made = report(text, site, hours)
    pieces = [piece.strip() for piece in text.replace("\n", " ").split(". ") if piece.strip()]
    who = Speaker(text="officials", kind="anonymous")
    return made, reading(made, via, tuple(said(made, piece, speaker=who, via=via, **fields) for piece in pieces))


def first() -> tuple[Report, Reading]:
    made = report(FIRST, "Fennel Wire", 0)
    return made, reading(
        made, (), (said(made, "twice discussed moving warheads to the Talmark border"), said(made, "a list of eleven sites"))
    )


def by_publisher(found: tuple[Origin, ...]) -> dict[str | None, Origin]:
    assert len({origin.publisher for origin in found}) == len(found)
    return {origin.publisher: origin for origin in found}


@pytest.mark.parametrize("held", [True, False])
@pytest.mark.parametrize("site", ["Marlow Herald", "marlow-herald.example"])
@pytest.mark.parametrize("words", [OWN, OWN.replace("told the Marlow Herald", "told this newspaper")])
def test_own_sources_of_a_citing_report_have_an_origin_of_their_own(held: bool, site: str, words: str) -> None:
    made, read = pair(f"{CITED} {words}", site, 5)
    found = by_publisher(origins([first(), (made, read)] if held else [(made, read)]))
    assert set(found) == {"Fennel Wire", site}
    mine = found[site]
    assert (mine.kind, mine.statements) == ("own-reporting", (read.statements[1].id,))
    assert [(link.id, link.link) for link in mine.reports] == [(made.id, "original")]
    (cited,) = (link for link in found["Fennel Wire"].reports if link.id == made.id)
    assert cited.link == "citation"
    assert read.statements[0].id in found["Fennel Wire"].statements


def test_the_paper_is_the_one_named_last() -> None:
    text = (
        f"{CITED} The Marlow Herald saw the list.\n\nTwo diplomats told the newspaper that covered wagons left Kessin northwards on Sunday."
    )
    assert len(origins([first(), pair(text, "Marlow Herald", 5)])) == 2
    other = text.replace("The Marlow Herald saw", "Fennel Wire saw")
    assert len(origins([first(), pair(other, "Marlow Herald", 5)])) == 1


@pytest.mark.parametrize("padding", ["", *PADDING])
@pytest.mark.parametrize("count", [1, 3, 50])
def test_rewrites_and_copies_gain_no_origin_by_padding(padding: str, count: int) -> None:
    pairs = [first()]
    for number in range(count):
        site = f"Outlet {number}"
        text = f"{REWRITES[number % 3] if number % 4 else FIRST} {padding.format(site=site)}"
        pairs.append(pair(text, site, 1 + number / 10))
    (found,) = origins(pairs)
    assert len(found.reports) == count + 1


def test_own_words_that_the_cited_report_has_too_are_no_finding() -> None:
    text = f"{CITED} Three officials told the Marlow Herald that the general staff twice discussed moving warheads to the Talmark border."
    assert len(origins([first(), pair(text, "Marlow Herald", 5)])) == 1


def test_who_follows_own_reporting_stands_under_it_and_copies_move_nothing() -> None:
    pairs = [first(), pair(f"{CITED} {OWN}", "Marlow Herald", 5)]
    for number in range(20):
        pairs.append(pair(f"{CITED} {OWN}", f"Outlet {number}", 6 + number / 10))
    retold = pair("Covered wagons with guards left the Kessin depot on Sunday, two diplomats told the Marlow Herald.", "Late Post", 9,
                  via=("Marlow Herald",))  # fmt: skip
    pairs.append(retold)
    found = by_publisher(origins(pairs))
    assert {publisher: len(origin.reports) for publisher, origin in found.items()} == {"Fennel Wire": 22, "Marlow Herald": 22}
    assert retold[0].id not in {link.id for link in found["Fennel Wire"].reports}
    random.Random(3).shuffle(pairs)  # noqa: S311
    assert to_json(sorted(origins(pairs), key=lambda origin: origin.id)) == to_json(sorted(found.values(), key=lambda origin: origin.id))


def test_a_second_outlet_that_is_cited_for_other_statements_is_a_second_origin_and_copies_follow() -> None:
    pairs = [first()]
    for number in range(5):
        made = report(f"{CITED} {OWN}", f"Outlet {number}", 5 + number)
        statements = (said(made, CITED, via=("Fennel Wire",)), said(made, OWN, via=("Marlow Herald",)))
        pairs.append((made, reading(made, ("Fennel Wire", "Marlow Herald"), statements)))
    found = by_publisher(origins(pairs))
    assert {publisher: (len(origin.reports), len(origin.statements)) for publisher, origin in found.items()} == {
        "Fennel Wire": (6, 7),
        "Marlow Herald": (5, 5),
    }


def _threat(site: str, hours: float, day: str, **fields: Any) -> tuple[Report, Reading]:
    text = f"{REWRITES[0]} Chairman Orlin Dask vowed in Varna on Tuesday to answer any blockade with the heaviest rockets that he has."
    made = report(text, site, hours)
    who = Speaker(text="Chairman Orlin Dask", kind="named", entity="person:orlin-dask")
    threat = said(made, text[len(REWRITES[0]) + 1 :], speaker=who, act="threat", date=day, **fields)
    return made, reading(made, ("Fennel Wire",), (said(made, REWRITES[0], via=("Fennel Wire",)), threat))


@pytest.mark.parametrize("held", [True, False])
def test_a_public_threat_beside_a_citation_is_one_origin_whoever_tells_it(held: bool) -> None:
    pairs = [_threat(f"Blog {number}", 5 + number, "2022-10-04") for number in range(3)]
    found = by_publisher(origins([first(), *pairs] if held else pairs))
    assert set(found) == {"Fennel Wire", "Chairman Orlin Dask"}
    spoken = found["Chairman Orlin Dask"]
    assert (spoken.kind, spoken.publisher_id) == ("statement", "person:orlin-dask")
    assert {link.id for link in spoken.reports} == {made.id for made, _ in pairs}


@pytest.mark.parametrize(
    ("day", "fields"), [("2022-09-21", {}), ("2022-09", {}), ("2022-10-04", {"via": ("Fennel Wire",)}), ("2022-10-04", {"indicators": ()})]
)
def test_background_and_what_came_through_the_cited_outlet_is_no_origin(day: str, fields: dict[str, Any]) -> None:
    assert len(origins([first(), _threat("Blog", 5, day, **fields)])) == 1


def test_where_an_outlet_is_named() -> None:
    perlan = SourceProfile(id="p", name="Перлан", names={"en": ("Perlan",)}, kind="outlet", sites=("marlow-herald.example",), why="x")
    for text in ("сказали «Перлану»", "told Perlan so", "told the Marlow Herald so", "told MarlowHerald so"):
        assert last(text, Outlet("p", "Перлан", perlan)) > 0, text
    assert last("told Perlanda so", Outlet("p", "Перлан", perlan)) == -1
    assert last("in the hour rtn", Outlet("r", "RTN")) == -1
