"""English: who says what, in constructions of many kinds; every sentence stands for a class of its kind."""

import pytest

from tocsin.library import lexicons
from tocsin.read import sentences, speech, view
from tocsin.read.grammar import FINITE, PARTICIPLE, compile_language
from tocsin.read.languages import en

GRAMMAR = compile_language(en.SHAPE, lexicons.load("en"))


def said(text: str) -> list[tuple[str | None, str]]:
    """(speaker, content) of every attribution of `text`, in its words as matched."""
    parsed = sentences.parse(view.view(text).text, GRAMMAR)
    found = []
    for sentence in parsed.sentences:
        for item in speech.attributions(parsed, sentence, GRAMMAR):
            speaker = parsed.text[parsed.starts[item.speaker[0]] : parsed.ends[item.speaker[1] - 1]] if item.speaker else None
            found.append((speaker, parsed.text[slice(*item.content)]))
    return found


CASES = {
    "that": ("The general said that the depots were empty.", "The general", "the depots were empty"),
    "dropped that": ("Two diplomats believe the order was never given.", "Two diplomats", "the order was never given"),
    "that dropped before a pronoun": ("A senator claimed they would never fire first.", "A senator", "they would never fire first"),
    "told with an object": ("Officials told reporters in Oslo that nothing had left the base.", "Officials", "nothing had left the base"),
    "told an outlet": (
        "A retired colonel told the Kelp Bay Courier the trucks carried fuel.",
        "A retired colonel",
        "the trucks carried fuel",
    ),
    "content first": ("The missiles are ready, the marshal said on Friday.", "the marshal", "The missiles are ready"),
    "content first, told": ("No alert has been raised, a spokeswoman told the agency.", "a spokeswoman", "No alert has been raised"),
    "inverted": ('"We wait," said Colonel Arvo Lindmets.', "Colonel Arvo Lindmets", "We wait"),
    "inverted with a bare title": ('"We wait," said deputy commander Arvo Lindmets.', "deputy commander Arvo Lindmets", "We wait"),
    "inverted with apposition": ('"We wait," said the deputy minister, Arvo Lindmets.', "the deputy minister, Arvo Lindmets", "We wait"),
    "possessive": (
        "Latvia's interior ministry said the sirens had been tested.",
        "Latvia's interior ministry",
        "the sirens had been tested",
    ),
    "according to": (
        "According to two people briefed on the talks, the line stayed open.",
        "two people briefed on the talks",
        "the line stayed open",
    ),
    "according to, after": (
        "The line stayed open, according to an aide to the president.",
        "an aide to the president",
        "The line stayed open",
    ),
    "in his view": ("In her view, the threshold has been lowered.", "her", "the threshold has been lowered"),
    "in the middle": ("The estimate, she said, had not moved at all.", "she", "The estimate, she said, had not moved at all"),
    "after a condition": (
        "If the raids go on, the envoy said, the talks are over.",
        "the envoy",
        "If the raids go on, the envoy said, the talks are over",
    ),
    "single marks": ("'The officials' view has not changed,' an aide said.", "an aide", "The officials' view has not changed"),
    "fragment": ('The premier called the drill "pure theatre".', "The premier", 'the drill "pure theatre'),
    "denial with an object": ("Moscow rejected accusations of moving warheads.", "Moscow", "accusations of moving warheads"),
    "warn of": ("The admiral warned of a very short notice.", "The admiral", "a very short notice"),
    "infinitive": ("The deputy threatened to strike the bases in Poland.", "The deputy", "to strike the bases in Poland"),
    "expects to": ("Analysts expect Moscow to hold its annual drill.", "Analysts", "Moscow to hold its annual drill"),
    "passive with an agent": (
        "He was told by a Polish officer that the train had been sealed.",
        "a Polish officer",
        "the train had been sealed",
    ),
    "passive without": ("It is understood that no order has been given.", None, "no order has been given"),
    "relative clause": (
        "A diplomat who attended the meeting said nobody raised his voice.",
        "A diplomat who attended the meeting",
        "nobody raised his voice",
    ),
    "apposition before the verb": (
        "The head of the service, Ilmar Kask, thinks the risk is small.",
        "The head of the service, Ilmar Kask",
        "the risk is small",
    ),
    "a panel puts it": ("A panel of forecasters puts the risk at two per cent.", "A panel of forecasters", "the risk at two per cent"),
    "colon": ('The admiral was blunt: "They would not dare."', None, ""),
    "headline": ('Pentagon: "No reason to change our posture".', "Pentagon", "No reason to change our posture"),
    "cannot rule out": ("The service cannot rule out a test before spring.", "The service", "a test before spring"),
    "contraction": ("Officials don't think the launchers have moved.", "Officials", "the launchers have moved"),
    "time between": ("The ministry said late on Friday that crews had returned.", "The ministry", "crews had returned"),
    "last week": ("The ministry said last week that crews had returned.", "The ministry", "crews had returned"),
    "adding": ("The crews had returned, the ministry said, adding that no launcher was missing.", None, "no launcher was missing"),
    "an outlet": ("The Kelp Bay Courier reported that a depot had been emptied.", "The Kelp Bay Courier", "a depot had been emptied"),
}


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case[2]])
def test_who_says_what(name: str) -> None:
    text, speaker, content = CASES[name]
    assert (speaker, content) in said(text)


SILENT = [
    "The United States has moved two bombers.",
    "The minister's remarks drew scorn in Bucharest.",
    "Russia will answer any further strike.",
    "It could find itself on the list.",
    "An official briefed on the matter was calmer.",
    "The report was signed by two colonels.",
    "The colonel, reached by telephone, was calmer.",
]


@pytest.mark.parametrize("text", SILENT)
def test_nouns_names_and_modals_say_nothing(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The service cannot rule out a test.",
        "Officials don't think it moved.",
        "The panel never said it was safe.",
        "No minister has denied it.",
    ],
)
def test_negation_of_the_verb_or_its_subject(text: str) -> None:
    parsed = sentences.parse(view.view(text).text, GRAMMAR)
    found = speech.attributions(parsed, parsed.sentences[0], GRAMMAR)
    assert [item.negated for item in found] == [True]


def test_inflection_gives_every_form_once_with_its_kind() -> None:
    forms = en.inflect("deny", {})
    assert ("denies", FINITE, False, False) in forms
    assert ("denied", PARTICIPLE, False, False) in forms
    assert {form for form, *_ in en.inflect("slip", {})} == {"slip", "slips", "slipped", "slipping"}
    assert {form for form, *_ in en.inflect("forecast", {})} == {"forecast", "forecasts", "forecasted", "forecasting"}


@pytest.mark.parametrize("text", ["He didn't go.", "Lithuania's line.", "1,400 men", "the officials' view", "U.S. troops", "o'clock"])
def test_words_leave_nothing_out(text: str) -> None:
    assert "".join(GRAMMAR.token.findall(text)) == text.replace(" ", "")
