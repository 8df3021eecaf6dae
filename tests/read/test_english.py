"""English: who says what, in constructions of many kinds; every sentence stands for a class of its kind."""

from datetime import UTC, datetime

import pytest

from tocsin.library import problems, sources, yardsticks
from tocsin.model import Report, Statement
from tocsin.read import Reader, languages, sentences, speech, view
from tocsin.read.grammar import FINITE, PARTICIPLE
from tocsin.read.languages import en

GRAMMAR = languages.grammar("en")


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
    "said of": ('In 2019 she said of the farmers: "Nobody asked them."', "she", "Nobody asked them"),
    "a title with its dot": (
        "Sen. Ada Holm (D-Kelp), who chairs the panel, said bread will cost more.",
        "Sen. Ada Holm",
        "bread will cost more",
    ),
    "behind a phrase": (
        "In the north, about half of the bakers said they want cheaper flour.",
        "about half of the bakers",
        "they want cheaper flour",
    ),
    "a quotation behind a phrase": ('On the eve of the fair, he said, "I never sold it."', "he", "I never sold it"),
    "appositions of several parts": (
        "Christopher Holm, a baker from Kelp, Texas, said the fair at this week's market was dull.",
        "Christopher Holm",
        "the fair at this week's market was dull",
    ),
    "between dashes": ("Many bakers — including Holm and the mayor of Kelp — said that flour is dear.", "Many bakers", "flour is dear"),
    "between content and verb": (
        '"The answer is no," Holm, who has sold bread for five years, said at the time.',
        "Holm",
        "The answer is no",
    ),
    "behind one word": ("Otherwise, she said, the ovens would cool.", "she", "Otherwise, she said, the ovens would cool"),
    "bare nouns": (
        "In several towns, flour merchants say, they have been asked to wait.",
        "flour merchants",
        "In several towns, flour merchants say, they have been asked to wait",
    ),
    "a predicate beside an infinitive": (
        "Ada Holm signed a deed on Friday to take four mills into the guild, and told her guests that the guild would keep them.",
        "Ada Holm",
        "the guild would keep them",
    ),
    "a predicate beside a verb in no list": (
        "Mayor Olaf Renn travelled to Minsk to meet the bakers and said that flour had been delivered.",
        "Mayor Olaf Renn",
        "flour had been delivered",
    ),
    "told an outlet, behind its director with his name": (
        "The Pilot Service, which guides ships, has logged no odd cargo lately, its director, Jurgis Vait, told The Kelp Post on Sunday.",
        "its director, Jurgis Vait",
        "The Pilot Service, which guides ships, has logged no odd cargo lately",
    ),
    "told an outlet, behind a clause": (
        "The mill has ground no rye this month, the head of the guild, Marta Lind, told the Harbour Gazette.",
        "the head of the guild, Marta Lind",
        "The mill has ground no rye this month",
    ),
    "an outlet": ("The Kelp Bay Courier reported that a depot had been emptied.", "The Kelp Bay Courier", "a depot had been emptied"),
}


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case[2]])
def test_who_says_what(name: str) -> None:
    text, speaker, content = CASES[name]
    assert (speaker, content) in said(text)


def test_nothing_and_nobody_say_nothing_where_people_say_the_whole() -> None:
    assert said("Nothing suggests that the flour would travel with the ovens, two of them stressed.") == [
        ("two of them", "Nothing suggests that the flour would travel with the ovens")
    ]


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


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(problems.load("nuclear-escalation"), yardsticks.load(), sources.load(), problems.weights("nuclear-escalation"))


def one(reader: Reader, text: str, words: str) -> Statement:
    """The statement whose content holds `words` in a report of Thursday 28 November 2024."""
    published = datetime(2024, 11, 28, 9, tzinfo=UTC)
    report = Report(id="r", collected_at=published, published_at=published, language="en", title="Nuclear threats", text=text)
    found = [item for item in reader.read(report).statements if words in text[slice(*item.content_span)]]
    assert found, f"nothing holds {words!r}"
    return min(found, key=lambda item: item.content_span[1] - item.content_span[0])


WHO = {
    "whom a name owns": ("Putin's spokesman said the nuclear warheads were safe.", "safe", "Putin's spokesman", None, "office"),
    "who spoke, not who was spoken of": (
        "Ukraine's intelligence chief says he doubts Putin would use nuclear weapons, but he warned that the risk was real.",
        "real",
        "he",
        "Ukraine's intelligence chief",
        "office",
    ),
    "the author behind I": (
        "Opinion: the long fuse\nBy Edda Larkmoor\n\nI believe that the nuclear threat is a bluff.",
        "bluff",
        "I",
        "Edda Larkmoor",
        "named",
    ),
    "a name after a common noun": (
        '"The nuclear depots are quiet," said plant engineer Ines Vardal.',
        "quiet",
        "plant engineer Ines Vardal",
        None,
        "named",
    ),
    "a body in its name": (
        "The Skagen Assessment Cell said no nuclear warhead had moved.",
        "no nuclear",
        "The Skagen Assessment Cell",
        None,
        "institution",
    ),
}


@pytest.mark.parametrize("name", WHO)
def test_whom_the_words_name(reader: Reader, name: str) -> None:
    text, words, speaker, meant, kind = WHO[name]
    found = one(reader, text, words).speaker
    assert (found.text, found.name, found.kind) == (speaker, meant, kind)


ACTS = {
    "dismissed as invention": ("Moscow described reports of a nuclear warhead convoy as pure fantasy.", "convoy", "denial", "neutral"),
    "unable to confirm": (
        "Latvia's defence ministry said it could not confirm that nuclear warheads had moved.",
        "could not",
        "report",
        "neutral",
    ),
    "announced exercise": (
        "The alliance said its yearly nuclear exercise will begin on Monday.",
        "exercise",
        "event",
        "neutral",
    ),
    "judged, not denied": (
        '"We don\'t think they will use a nuclear weapon," said General Aldo Verres.',
        "nuclear weapon",
        "assessment",
        "lowers",
    ),
    "inverted condition": (
        'Should the raids go on, "we will answer with nuclear weapons", warned Russian deputy minister Lev Sorin.',
        "raids",
        "threat",
        "raises",
    ),
    "nothing seen": (
        "Three officials said they had seen no sign that nuclear warheads were leaving storage.",
        "no sign",
        "report",
        "lowers",
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_what_is_done_with_the_words(reader: Reader, name: str) -> None:
    text, words, act, polarity = ACTS[name]
    found = one(reader, text, words)
    assert (found.act, found.polarity) == (act, polarity)


DATES = {
    "said on": ("The navy said on Tuesday that its nuclear submarines had returned.", "submarines", "2024-11-26"),
    "ahead": ("A nuclear exercise will begin in Norway on Monday.", "exercise", "2024-12-02"),
    "weekday beside a date": ("The nuclear shelter test will take place on Friday 13 December.", "shelter", "2024-12-13"),
    "counted from the day named": (
        "On 17 November the ban was lifted. Two days later Moscow published its nuclear doctrine.",
        "doctrine",
        "2024-11-19",
    ),
    "last week": ("Russian bombers armed with nuclear missiles were moved north last week.", "bombers", "2024-11"),
}


@pytest.mark.parametrize("name", DATES)
def test_dates_of_what_is_told(reader: Reader, name: str) -> None:
    text, words, date = DATES[name]
    assert one(reader, text, words).date == date


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("1 in 60", 1 / 60, 1 / 60),
        ("one in fifty", 0.02, 0.02),
        ("between one and three per cent", 0.01, 0.03),
        ("less than 5 per cent", 0.0, 0.05),
    ],
)
def test_chances_in_figures(reader: Reader, words: str, low: float, high: float) -> None:
    estimate = one(reader, f"A panel of forecasters puts the risk of a nuclear strike at {words}.", "risk").estimate
    assert estimate is not None
    assert estimate.low == pytest.approx(low)
    assert estimate.high == pytest.approx(high)


def test_a_word_before_its_noun_is_no_estimate(reader: Reader) -> None:
    found = one(reader, "A diplomat said embassies had been told of a possible nuclear attack on Kyiv.", "embassies")
    assert found.estimate is None


@pytest.mark.parametrize(
    "text",
    [
        "An earlier version of this article said that Russia had moved nuclear warheads to Kaliningrad.",
        "A previous version of this story incorrectly stated that nuclear warheads had been moved to Belarus.",
    ],
)
def test_an_earlier_version_lays_nothing_down(reader: Reader, text: str) -> None:
    statement = one(reader, text, "nuclear warheads")
    assert (statement.act, statement.polarity) == ("report", "neutral")


def test_a_noun_behind_each_is_no_verb() -> None:
    assert {speaker for speaker, _ in said("They are short, he said, and each call lasted ten minutes.")} == {"he"}
    assert said("They each claim that the depots are empty.")[0] == ("They each", "the depots are empty")
