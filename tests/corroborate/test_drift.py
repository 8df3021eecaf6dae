"""What changed on the way is shown with both wordings; what stayed is not."""

import msgspec
import pytest
from tests.corroborate.test_corroborate import WIRE, origins, reading, report, statement

from tocsin.corroborate.closed import numbers
from tocsin.corroborate.phrases import pattern
from tocsin.model import Drift, Estimate, Name, Reading, Report, Speaker
from tocsin.model.statements import Statement


def drifts(later: str, chain: str = "Lake Agency") -> list[Drift]:
    first = report(WIRE["en"], "Lake Agency", 0)
    second = report(later, "Relay", 1)
    (found,) = origins([(first, reading(first)), (second, reading(second, [chain]))])
    assert not found.reports[0].drift
    return list(found.reports[1].drift)


@pytest.mark.parametrize(
    ("words", "new", "kind"),
    [("Four launchers", "Fourteen launchers", "number"), ("Four launchers", "14 launchers", "number"), ("Oct 5", "Oct 15", "date")],
)
def test_a_changed_number_or_day(words: str, new: str, kind: str) -> None:
    (drift,) = drifts(WIRE["en"].replace(words, new))
    assert (drift.kind, drift.words, drift.was) == (kind, new, words)


def test_nothing_changed_is_no_drift() -> None:
    assert drifts(WIRE["en"]) == []
    assert drifts(WIRE["en"].replace("Four", "4")) == []
    assert drifts(WIRE["en"].split("\n\n")[0] + "\n\nOur 3 readers in 7 towns ask what it means.") == []


def _estimated(made: Report, phrase: str, low: float, high: float) -> Statement:
    start = made.text.index(phrase)
    said = statement(made, phrase, indicators=("official_assessment",))
    return msgspec.structs.replace(said, estimate=Estimate(phrase=phrase, span=(start, start + len(phrase)), low=low, high=high))


@pytest.mark.parametrize(
    ("phrase", "low", "high", "drifted"), [("highly unlikely", 0.05, 0.2, True), ("improbable here", 0.2, 0.45, False)]
)
def test_another_estimate_is_drift_and_another_word_for_it_is_not(phrase: str, low: float, high: float, drifted: bool) -> None:
    text = "The use of such a weapon in Vostrava is unlikely here before spring, the Karelna cell told Lake Agency in its bulletin."
    first, second = report(text, "Lake Agency", 0), report(text.replace("unlikely here", phrase), "Relay", 1)
    pairs = [
        (first, reading(first, (), (_estimated(first, "unlikely here", 0.2, 0.45),))),
        (second, reading(second, ["Lake Agency"], (_estimated(second, phrase, low, high),))),
    ]
    (found,) = origins(pairs)
    assert [(drift.kind, drift.words, drift.was) for drift in found.reports[1].drift] == (
        [("estimate", phrase, "unlikely here")] if drifted else []
    )


def _with_countries(made: Report, *names: tuple[str, str]) -> Reading:
    found = []
    for word, entity in names:
        start = made.text.index(word)
        while start >= 0:
            found.append(Name(text=word, span=(start, start + len(word)), id=entity, type="country"))
            start = made.text.find(word, start + 1)
    return msgspec.structs.replace(reading(made), names=tuple(found))


def test_a_lead_that_names_another_target_than_the_body() -> None:
    text = (
        "Signs of such an attack against Norland would come too late, officials fear.\n\nThe allies watch more closely than before."
        "\n\nThey fear that Vostrava may use nuclear weapons in Kareland this winter."
    )
    made = report(text, "Relay", 0)
    (found,) = origins([(made, _with_countries(made, ("Norland", "country:n"), ("Kareland", "country:k"), ("Vostrava", "country:v")))])
    (drift,) = found.reports[0].drift
    assert (drift.kind, drift.words, drift.was) == ("target", "against Norland", "in Kareland")
    same = report(text.replace("Norland", "Kareland"), "Relay", 0)
    (found,) = origins([(same, _with_countries(same, ("Kareland", "country:k"), ("Vostrava", "country:v")))])
    assert found.reports[0].drift == ()


FIRST = (
    "Wagons of the kind that carry warheads may have left the Kessin depot for Talmark, an official of the Karelna cell told Lake Agency."
    "\n\nAbout forty guards went with them, the official said on Tuesday."
)


def _named(made: Report, *names: tuple[str, str, str]) -> tuple[Name, ...]:
    return tuple(
        Name(text=word, span=(made.text.index(word), made.text.index(word) + len(word)), id=identity, type=kind)
        for word, identity, kind in names
        if word in made.text
    )


KNOWN = (("Talmark", "place:talmark", "place"), ("Orsk", "place:orsk", "place"), ("Karelna cell", "institution:karelna", "institution"),
         ("Norheim army", "institution:norheim-army", "institution"))  # fmt: skip


def chain(*texts: str) -> list[list[Drift]]:
    """Drifts of each report of a chain in which each has it from the one before."""
    sites = ["Lake Agency", "Relay", "Second Relay"]
    pairs = []
    for place, text in enumerate(texts):
        made = report(text, sites[place], place)
        read = msgspec.structs.replace(reading(made, sites[place - 1 : place]), names=_named(made, *KNOWN))
        pairs.append((made, read))
    (found,) = origins(pairs)
    for link in found.reports:
        text = next(made.text for made, _ in pairs if made.id == link.id)
        for drift in link.drift:
            assert text[slice(*drift.span)] == drift.words
            source = next(made.text for made, _ in pairs if made.id == drift.was_report)
            assert drift.was_span is not None
            assert source[slice(*drift.was_span)] == drift.was
    return [list(link.drift) for link in found.reports]


@pytest.mark.parametrize(
    ("was", "now", "kind", "words"),
    [
        ("may have left", "left", "modality", "left the Kessin depot"),
        ("for Talmark", "for Orsk", "place", "for Orsk"),
        ("Wagons of the kind", "In a terrifying ultimatum, wagons of the kind", "framing", "terrifying"),
    ],
)
def test_what_one_relay_changes_the_next_takes_over(was: str, now: str, kind: str, words: str) -> None:
    changed = FIRST.replace(was, now)
    _, first, second = chain(FIRST, changed, changed.replace("About forty guards", "Some forty guards"))
    assert kind in [drift.kind for drift in first]
    brought = next(drift for drift in first if drift.kind == kind)
    assert words in brought.words
    assert not brought.inherited
    taken = next(drift for drift in second if drift.kind == kind)
    assert taken.inherited
    assert taken.was == brought.was


def test_a_relay_that_repeats_what_its_source_says_drifts_nowhere() -> None:
    assert chain(FIRST, FIRST.replace("About forty guards", "Some forty guards")) == [[], []]


def test_what_comes_back_to_the_original_is_no_drift() -> None:
    _, first, second = chain(FIRST, FIRST.replace("forty", "fourteen"), FIRST)
    assert [drift.kind for drift in first] == ["number"]
    assert second == []


def test_people_without_a_name_given_to_a_body_that_the_source_does_not_name() -> None:
    text = "Two officials who read the paper said the Kessin depot was quiet all week, Lake Agency learnt from them in Talmark."
    given = text.replace("Two officials who read the paper", "Two officials of the Norheim army who read the paper")
    pairs = []
    for place, (words, site) in enumerate(((text, "Lake Agency"), (given, "Relay"))):
        made = report(words, site, place)
        who = words[: words.index(" said")]
        said = statement(made, "the Kessin depot was quiet all week", speaker=Speaker(text=who, span=(0, len(who)), kind="anonymous"))
        said = msgspec.structs.replace(said, span=(0, len(words)), text=words)
        read = reading(made, ["Lake Agency"] if place else [], (said,))
        pairs.append((made, msgspec.structs.replace(read, names=_named(made, *KNOWN))))
    (found,) = origins(pairs)
    (drift,) = found.reports[1].drift
    assert (drift.kind, drift.words, drift.was) == (
        "attribution",
        "Two officials of the Norheim army who read the paper",
        "Two officials who read the paper",
    )


NUMBERS = {
    "en": ("three", "thirteen", "two hundred and thirty"),
    "fr": ("trois", "treize", "deux cent trente"),
    "ru": ("тремя", "тринадцати", "двести тридцать"),
    "uk": ("трьома", "тринадцяти", "двісті тридцять"),
}


@pytest.mark.parametrize("language", sorted(NUMBERS))
def test_a_number_in_words_has_its_value_in_any_form(language: str) -> None:
    assert [[value for _, _, value in numbers(words)] for words in NUMBERS[language]] == [[3], [13], [230]]


def test_a_number_is_gone_though_another_thing_is_counted_as_often() -> None:
    first = "Two batteries will come to Kessin harbour by boat in the autumn, four officials of two northern capitals told Lake Agency."
    later = "Douze batteries viendront au port de Kessin par bateau, ont dit quatre responsables de deux capitales, selon Lake Agency."
    for text, language, changes in ((later, "fr", 1), (later.replace("Douze", "Deux"), "fr", 0), (first.replace("Two", "Twelve"), "en", 1)):
        one, other = report(first, "Lake Agency", 0), report(text, "Relay", 1, language)
        (found,) = origins([(one, reading(one)), (other, reading(other, ["Lake Agency"]))])
        drift = [item for item in found.reports[1].drift if item.kind == "number"]
        assert len(drift) <= changes, (text, drift)
        assert language == "fr" or drift, text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("uk", "Він сумнівається, що це станеться"),
        ("ru", "Вряд ли это получится"),
        ("fr", "Il doute que cela arrive"),
        ("en", "He doubted it"),
    ],
)
def test_doubt_is_no_flat_telling(language: str, words: str) -> None:
    assert pattern("hedge", language).search(words)
