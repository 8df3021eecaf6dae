"""Origins as a whole: what must hold whatever the reports are, and how well annotated examples come out."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.corroborate import gold

from tocsin.corroborate import corroborate
from tocsin.model import Link, Name, Origin, Reading, Report, Speaker, Statement, digest, report_id, to_json
from tocsin.model.declared import SourceProfile

CLOCK = datetime(2026, 1, 1, tzinfo=UTC)
START = datetime(2022, 10, 5, 6, tzinfo=UTC)
WIRE = {
    "fr": "GENÈVE, 5 oct. (Agence du Lac) - Quatre lanceurs ont quitté lundi soir une garnison de l'ouest sur des wagons plats, sans qu'un"
    " exercice ait été annoncé, a affirmé mardi à l'Agence du Lac un employé des chemins de fer.\n\nCet homme dit avoir compté les engins"
    " depuis le quai. Aucun avis aux navigateurs aériens n'a été publié pour la zone.",
    "en": "GENEVA, Oct 5 (Lake Agency) - Four launchers left a western garrison on flat wagons on Monday night though no exercise had been"
    " announced, a railway worker told Lake Agency on Tuesday.\n\nThe man says he counted the vehicles from the platform. No notice to"
    " airmen has been published for the area.",
    "ru": "ЖЕНЕВА, 5 октября (Озёрное агентство) - Четыре пусковые установки покинули в понедельник вечером гарнизон на западе страны на"
    " платформах, хотя об учениях не объявляли, рассказал во вторник железнодорожник.\n\nПо его словам, он сосчитал машины с перрона."
    " Извещений для лётчиков по этому району не публиковали.",
    "uk": "ЖЕНЕВА, 5 жовтня (Озерне агентство) - Чотири пускові установки залишили в понеділок увечері гарнізон на заході країни на"
    " платформах, хоча про навчання не оголошували, розповів у вівторок залізничник.\n\nЗа його словами, він порахував машини з перону."
    " Повідомлень для льотчиків щодо цього району не публікували.",
}
CREDIT = {
    "fr": "Source : Agence du Lac",
    "en": "Source: Lake Agency",
    "ru": "Источник: Озёрное агентство",
    "uk": "Джерело: Озерне агентство",
}
AGENCY = {"fr": "Agence du Lac", "en": "Lake Agency", "ru": "Озёрное агентство", "uk": "Озерне агентство"}


def report(text: str, site: str | None, hours: float, language: str = "en", title: str | None = None) -> Report:
    when = START + timedelta(hours=hours)
    return Report(
        id=report_id(None, site, when, title, text),
        site=site,
        published_at=when,
        collected_at=CLOCK,
        language=language,
        title=title,
        text=text,
        furniture=_furniture(text),
    )


def _furniture(text: str) -> tuple[tuple[int, int], ...]:
    from tocsin.collect.furniture import find

    return find(text)


def reading(made: Report, chain: Sequence[str] = (), statements: tuple[Statement, ...] = ()) -> Reading:
    known = made.published_at or made.collected_at
    return Reading(
        report=made.id,
        language=made.language,
        site=made.site,
        published_at=made.published_at,
        t_known=known,
        chain=tuple(chain),
        statements=statements,
    )


def statement(made: Report, words: str, **fields: Any) -> Statement:
    start = made.text.index(words)
    span = (start, start + len(words))
    given_ = {"speaker": Speaker(text="x", kind="anonymous"), "act": "report", **fields}
    return Statement(
        id=digest(made.id, words), report=made.id, t_known=made.published_at or CLOCK, span=span, text=words, content_span=span, **given_
    )


def origins(pairs: Sequence[tuple[Report, Reading]], sources: Sequence[SourceProfile] = ()) -> tuple[Origin, ...]:
    return corroborate([made for made, _ in pairs], [read for _, read in pairs], sources, clock=CLOCK)


def alone(*reports: Report) -> tuple[Origin, ...]:
    return origins([(made, reading(made)) for made in reports])


@pytest.mark.parametrize("language", ["fr", "en", "ru", "uk"])
@pytest.mark.parametrize("credits", [True, False])
@pytest.mark.parametrize("copies", [1, 2, 7, 50])
def test_reprints_of_one_report_are_one_origin(language: str, credits: bool, copies: int) -> None:
    first = report(WIRE[language], AGENCY[language], 0, language)
    pairs = [(first, reading(first))]
    for number in range(copies):
        text = WIRE[language] + (f"\n\n{CREDIT[language]}" if credits else "")
        text = text.split("\n\n")[0] if number % 3 == 2 and not credits else text
        made = report(text, f"Outlet {number}", 1 + number / 10, language)
        pairs.append((made, reading(made, [AGENCY[language]] if credits else [])))
    (found,) = origins(pairs)
    assert len(found.reports) == copies + 1
    assert [link.link for link in found.reports] == ["original"] + ["copy"] * copies
    assert {word for link in found.reports[1:] for word in link.evidence if "copied" in word} <= {"copied:verbatim", "copied:cut"}
    assert found.publisher == AGENCY[language]


def test_copies_without_a_site_are_one_origin() -> None:
    (found,) = alone(*(report(WIRE["fr"], None, hour, "fr") for hour in range(5)))
    assert len(found.reports) == 5


def test_two_lines_copied_by_one_site_again_and_again_are_furniture() -> None:
    about = "Written every day by people who like ships, for people who like ships, with no ads and no tracking of anybody at all."
    texts = [f"{about}\n\n{body}" for body in (WIRE["en"], *_unrelated(4))]
    found = alone(*(report(text, "Ship Post", hour) for hour, text in enumerate(texts)))
    assert len(found) == 5


def _unrelated(count: int) -> list[str]:
    rng = random.Random(7)  # noqa: S311
    letters = "bcdfghklmnprstvz"
    vocabulary = ["".join(rng.choice(letters) + rng.choice("aeiou") for _ in range(rng.randint(1, 4))) for _ in range(4_000)]
    return [" ".join(rng.choices(vocabulary, k=120)) + "." for _ in range(count)]


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_input_plays_no_part(rng: random.Random) -> None:
    pairs = []
    for hour, (language, text) in enumerate(WIRE.items()):
        for copy in range(3):
            made = report(text if copy < 2 else text.split("\n\n")[0], f"Outlet {language}{copy}", hour + copy, language)
            pairs.append((made, reading(made, [AGENCY[language]] if copy else [])))
    expected = origins(pairs)
    rng.shuffle(pairs)
    assert to_json(origins(pairs)) == to_json(expected)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.text(max_size=80), st.sampled_from([None, "A", "B"]), st.integers(0, 50), st.lists(st.text(max_size=12), max_size=3))
    )
)
def test_every_report_stands_under_an_origin_whatever_it_is(given_: list[tuple[str, str | None, int, list[str]]]) -> None:
    pairs = [(made := report(text, site, hours), reading(made, chain)) for text, site, hours, chain in given_]
    found = origins(pairs)
    assert {link.id for origin in found for link in origin.reports} == {made.id for made, _ in pairs}
    for origin in found:
        assert sum(link.link == "original" for link in origin.reports) <= 1
        known = {link.id: link for link in origin.reports}
        for link in origin.reports:
            if link.parent is not None and link.parent in known:
                assert known[link.parent].t_known <= link.t_known
            assert (link.parent is None) <= (link.link in ("original", "citation"))


def test_a_chain_of_carriers_that_we_do_not_hold_leads_to_the_first_source() -> None:
    made = report("The West fears that signs would come too late, an official told the Gazette.", None, 0)
    (found,) = origins([(made, reading(made, ["Relay-infos", "36news", "The Gazette"]))])
    assert found.publisher == "The Gazette"
    (link,) = found.reports
    assert (link.link, link.parent) == ("citation", None)


def test_two_who_cite_one_outlet_on_two_subjects_have_two_origins() -> None:
    one = report("Northern ferries will run on Sundays from November, the harbour board said. Fares stay.", "A", 0)
    two = report("The agency counted eleven tunnels beneath Vladovsk. Engineers had dug them since spring.", "B", 1)
    found = origins([(one, reading(one, ["Lake Agency"])), (two, reading(two, ["Lake Agency"]))])
    assert len(found) == 2
    assert {origin.publisher for origin in found} == {"Lake Agency"}


def test_a_report_that_cites_two_origins_stands_under_both_and_each_has_its_statements() -> None:
    text = "Five officials told Lake Agency that Kalverno depots were quiet.\n\nA deputy told Hill Press that Torvald would answer."
    made = report(text, "A Blog", 0)
    first = statement(made, "Kalverno depots were quiet", via=("Lake Agency",))
    second = statement(made, "Torvald would answer", via=("Hill Press",))
    found = origins([(made, reading(made, ["Lake Agency"], (first, second)))])
    assert {origin.publisher: origin.statements for origin in found} == {"Lake Agency": (first.id,), "Hill Press": (second.id,)}


def test_one_public_statement_told_by_two_outlets_from_their_own_ears_is_one_origin() -> None:
    pairs = []
    for hour, (site, words) in enumerate(
        {
            "A": "Governor Talvik vowed to answer strikes on Norheim port with every means. He spoke on the Karelna quay for 40 minutes.",
            "B": "On the Karelna quay Governor Talvik vowed for 40 minutes that strikes on Norheim port would be answered by every means.",
        }.items()
    ):
        made = report(words, site, hour)
        speaker = Speaker(text="Governor Talvik", kind="named", entity="person:talvik")
        said = [statement(made, part, speaker=speaker, act="threat", date="2022-10-05") for part in ("every means", "Norheim port")]
        pairs.append((made, reading(made, (), tuple(said))))
    (found,) = origins(pairs)
    assert (found.kind, found.publisher, found.publisher_id) == ("statement", "Governor Talvik", "person:talvik")
    assert all(link.link == "citation" for link in found.reports)


def test_an_original_that_is_dated_after_who_cites_it_takes_them_under_itself() -> None:
    citing = report(
        "Four launchers left a western garrison on Monday night, a railway worker told Lake Agency, which saw no notice.", "A", 0
    )
    late, other = report(WIRE["en"], "Lake Agency", 5), report(_unrelated(1)[0], "Lake Agency", 6)
    found = origins([(citing, reading(citing, ["Lake Agency"])), (late, reading(late)), (other, reading(other))])
    assert sorted(len(origin.reports) for origin in found) == [1, 2]
    family = max(found, key=lambda origin: len(origin.reports))
    assert {link.id: link.link for link in family.reports} == {citing.id: "citation", late.id: "original"}


def test_anonymous_speakers_never_bring_reports_together() -> None:
    pairs = []
    for hour, site in enumerate(("A", "B")):
        made = report(f"{_unrelated(2)[hour]} Two officials familiar with the reports told {site} so.", site, hour)
        who = Speaker(text="Two officials familiar with the reports", kind="anonymous", count=2)
        pairs.append((made, reading(made, (), (statement(made, "familiar with the reports", speaker=who, date="2022-10-05"),) * 2)))
    found = origins(pairs)
    assert len(found) == 2
    assert all(origin.upstream.status == "unknown" and origin.upstream.id is None for origin in found)


def test_a_later_report_than_the_clock_is_not_looked_at() -> None:
    made, later = report(WIRE["en"], "A", 0), report(WIRE["en"], "B", 48)
    found = corroborate([made, later], [reading(made), reading(later)], (), clock=START + timedelta(hours=24))
    assert [link.id for origin in found for link in origin.reports] == [made.id]


def _families(golds: Sequence[dict[str, Any]]) -> list[set[str]]:
    return [{item["origin"], *(also["origin"] for also in item.get("also", []))} for item in golds]


def _score(path: Path, sources: Sequence[SourceProfile]) -> dict[str, float]:
    """Pairwise precision and recall of origin families, and shares of links and parents that are right."""
    reports, readings, golds = gold.load(path)
    found = corroborate(reports, readings, sources, clock=CLOCK)
    place = {made.id: number for number, made in enumerate(reports)}
    under: list[set[str]] = [set() for _ in reports]
    links: list[list[Link]] = [[] for _ in reports]
    for origin in found:
        for link in origin.reports:
            under[place[link.id]].add(origin.id)
            links[place[link.id]].append(link)
    true = _families(golds)
    pairs = [(bool(true[a] & true[b]), bool(under[a] & under[b])) for a, b in combinations(range(len(reports)), 2)]
    both = sum(wanted and got for wanted, got in pairs)
    ids = {made.source_id: made.id for made in reports}
    right_link = sum(any(link.link == item["link"] for link in links[number]) for number, item in enumerate(golds))
    right_parent = sum(any(link.parent == ids.get(item["parent"]) for link in links[number]) for number, item in enumerate(golds))
    return {
        "precision": both / max(1, sum(got for _, got in pairs)),
        "recall": both / max(1, sum(wanted for wanted, _ in pairs)),
        "link": right_link / len(golds),
        "parent": right_parent / len(golds),
    }


def test_annotated_stories(shared: Path) -> None:
    path = shared / "examples" / "stories.jsonl"
    score = _score(path, ())
    assert score["precision"] >= 0.95, score
    assert score["recall"] >= 0.75, score
    assert score["link"] >= 0.9, score
    assert score["parent"] >= 0.9, score
    reports, readings, golds = gold.load(path)
    family = {item["origin"] for item in golds}
    assert {"A01", "A02"} <= family
    for origin in corroborate(reports, readings, (), clock=CLOCK):
        inside = {link.source_id for link in origin.reports}
        assert not {"s001", "s036"} <= inside, "look-alikes merged"


def test_the_sample(root: Path) -> None:
    folder = root / "src" / "tocsin" / "library" / "samples" / "autumn-2022"
    score = _score(folder / "gold.jsonl", gold.profiles(folder / "sources.yml"))
    assert score["precision"] >= 0.95, score
    assert score["recall"] == 1, score
    assert score["link"] >= 0.85, score
    assert score["parent"] >= 0.98, score


def test_number_drift_is_found_and_what_was_inherited_is_said(root: Path) -> None:
    folder = root / "src" / "tocsin" / "library" / "samples" / "autumn-2022"
    reports, readings, golds = gold.load(folder / "gold.jsonl")
    found = corroborate(reports, readings, gold.profiles(folder / "sources.yml"), clock=CLOCK)
    links = {link.source_id: link for origin in found for link in origin.reports}
    wanted = {
        report.source_id: [(drift["words"], bool(drift.get("inherited"))) for drift in item["drift"] if drift["kind"] == "number"]
        for report, item in zip(reports, golds, strict=True)
    }
    for source_id, drifts in wanted.items():
        got = [(drift.words, "inherited:number" in links[source_id].evidence) for drift in links[source_id].drift if drift.kind == "number"]
        # Not found yet: numbers in words across languages (дві and douze, three and тринадцать).
        assert got == ([] if source_id in ("au22-28", "au22-29", "au22-53") else drifts), source_id
    for report in reports:
        for drift in links[report.source_id].drift:
            assert report.text[drift.span[0] : drift.span[1]] == drift.words


def test_a_swapped_number_from_an_outlet_that_credits_nobody_is_another_origin() -> None:
    first = report(
        "European services saw no sign that Vostrava moved warheads, three officials told Lake Agency in Brussels.", "Lake Agency", 0
    )
    other = report(
        "American services saw no sign that Vostrava moved warheads, five officials told Hill Press in Washington.", "Hill Press", 2
    )
    assert len(alone(first, other)) == 2


def test_records_survive_json() -> None:
    (found,) = alone(report(WIRE["en"], "Lake Agency", 0))
    assert msgspec.json.decode(to_json(found), type=Origin) == found


@pytest.mark.parametrize("name", ["Ten Belarusian", "Ukraine", "État", "the West", "Talmark", "Orlin Dask"])
def test_unlike_reports_do_not_meet_under_an_ordinary_word(name: str) -> None:
    pairs = []
    for hour, text in enumerate(
        (
            "Four wagons with guards left the Kessin depot towards Talmark on Sunday, under escort of the Second Brigade, said Orlin Dask.",
            "Ferries will skip Talmark harbour for repairs to the northern mole until Easter, and fares stay low, Orlin Dask said.",
        )
    ):
        made = report(text, f"Outlet {hour}", hour)
        words = (("Talmark", "place:talmark", "place"), ("Orlin Dask", "person:orlin-dask", "person"))
        names = tuple(
            Name(text=word, span=(text.index(word), text.index(word) + len(word)), id=identity, type=kind) for word, identity, kind in words
        )
        pairs.append((made, msgspec.structs.replace(reading(made, [name]), names=names)))
    found = origins(pairs)
    assert [origin.publisher for origin in found] == ["Outlet 0", "Outlet 1"]
    assert all(link.link == "original" for origin in found for link in origin.reports)


def test_a_shorter_form_of_an_outlet_is_that_outlet() -> None:
    pairs = []
    for hour, chain in enumerate((["Fennel Wire"], ["Fennel"], ["Agence Fennel Wire"], ["fennel wire"])):
        made = report(f"Four launchers left a western garrison on Monday night, {chain[0]} reported.", f"Outlet {hour}", hour)
        pairs.append((made, reading(made, chain)))
    (found,) = origins(pairs)
    assert len(found.reports) == 4
    assert found.publisher is not None
    assert found.publisher.endswith("Fennel Wire")


@pytest.mark.parametrize("head", ["GENEVA, Oct 5 (Lake Agency) -", "(Lake Agency) -", "Geneva (Lake Agency) —"])
@pytest.mark.parametrize("chained", [True, False])
def test_a_dateline_signs_a_text_whose_site_is_not_known(head: str, chained: bool) -> None:
    body = WIRE["en"].partition(" - ")[2]
    made = report(f"{head} {body}", None, 0)
    retold = report(
        "On flat wagons four launchers left a western garrison, a railway worker told Lake Agency. No notice to airmen.", "B", 3
    )
    reprint = report(f"{head} {body}", None, 4)
    chain = ["Lake Agency"] if chained else []
    (found,) = origins([(made, reading(made, chain)), (retold, reading(retold, ["Lake Agency"])), (reprint, reading(reprint, chain))])
    assert (found.publisher, found.kind) == ("Lake Agency", "wire")
    assert [link.link for link in found.reports] == ["original", "rewrite", "copy"]


def test_a_dateline_of_another_than_the_site_is_a_citation() -> None:
    made = report(WIRE["en"], "Outlet", 0)
    (found,) = origins([(made, reading(made, ["Lake Agency"]))])
    assert [link.link for link in found.reports] == ["citation"]


def test_an_origins_claim_is_what_it_tells_and_not_a_denial_in_it() -> None:
    text = (
        "The ministry denied on Tuesday that the Kessin depot had been opened.\n\nFour covered wagons left the Kessin depot for Talmark,"
        " two railwaymen told Lake Agency, which saw pictures of them."
    )
    made = report(text, "Lake Agency", 0, title="Wagons leave Kessin depot for Talmark")
    denial = statement(made, "the Kessin depot had been opened", act="denial", indicators=("warhead_transport",))
    told = statement(made, "Four covered wagons left the Kessin depot for Talmark", act="disclosure", indicators=("warhead_transport",))
    (found,) = origins([(made, reading(made, (), (denial, told)))])
    assert found.claim == told.text


def test_an_origin_that_is_a_denial_claims_it() -> None:
    text = "The ministry denied on Tuesday that the Kessin depot had been opened. It gave no reason, and took no questions on it."
    made = report(text, "Lake Agency", 0, title="Ministry denies Kessin depot was opened")
    denial = statement(made, "the Kessin depot had been opened", act="denial", indicators=("warhead_transport",))
    (found,) = origins([(made, reading(made, (), (denial,)))])
    assert found.claim == denial.text


DESCRIBED = "two officers of the Karelna cell who saw the pictures"


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(["Two wagons", "Nine trucks", "A column"]), st.sampled_from([DESCRIBED, "one of the guards", "a retired general"]))
def test_whatever_describes_people_without_a_name_brings_nobody_together(what: str, who: str) -> None:
    pairs = []
    for hour, (site, body) in enumerate(zip(("A", "B"), _unrelated(2), strict=True)):
        made = report(f"{body} {what} left, {who} told {site}.", site, hour)
        start = made.text.index(who)
        speaker = Speaker(text=who, span=(start, start + len(who)), kind="anonymous", count=2)
        names = (Name(text="Karelna cell", span=(start, start + 12), id="institution:karelna", type="institution"),)
        said = statement(made, f"{what} left", speaker=speaker, date="2022-10-05", names=names, indicators=("warhead_transport",))
        pairs.append((made, reading(made, (), (said, said))))
    found = origins(pairs)
    assert len(found) == 2
    assert all(len({link.id for link in origin.reports}) == 1 for origin in found)
    assert all("anonymous" not in (origin.publisher_id or "") and origin.upstream.id is None for origin in found)
