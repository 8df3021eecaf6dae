"""What is on the problem and what only sounds like it; where a statement takes its subject from when its own words name none."""

# ruff: noqa: E501 - a report of a test stands whole on its line

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.library import problems, sources, yardsticks
from tocsin.model import Reading, Report, Statement, report_id
from tocsin.read import Reader, languages
from tocsin.read.relevance import Relevance

PROBLEM = problems.load("nuclear-escalation")
READER = Reader(PROBLEM, yardsticks.load(), sources.load())
PUBLISHED = datetime(2022, 10, 5, 12, tzinfo=UTC)
IDS = {indicator.id for indicator in PROBLEM.indicators}
HYPOTHESES = {hypothesis.id for hypothesis in PROBLEM.hypotheses}


def read(text: str, title: str = "") -> Reading:
    return READER.read(
        Report(
            id=report_id(None, "courier.example", PUBLISHED, title, text),
            site="courier.example",
            published_at=PUBLISHED,
            collected_at=PUBLISHED,
            title=title,
            text=text,
        )
    )


def said(reading: Reading, words: str) -> Statement:
    """The tightest statement whose content holds `words`."""
    holding = [item for item in reading.statements if words in item.text]
    assert holding, (words, [item.text for item in reading.statements])
    return min(holding, key=lambda item: item.content_span[1] - item.content_span[0])


IRRELEVANT = {
    "history as a measure of today": ("The shadow of 1962", "In 1962 a Soviet submarine came within one officer's consent of firing a nuclear torpedo, a historian recalls; in 1983 a screen lied.\n\nA senior American official said on Thursday that no warheads had been moved in Russia, and that any preparation would be detected."),
    "metaphor en": ("Club goes nuclear over fixture list", "The second-division club threatened to leave the league after its coach called the new fixture list an act of war. Going nuclear, the chairman warned that any further change would cross a red line. The striker, he said, was not for sale."),
    "metaphor fr": ("Bouclier fiscal : la majorité brandit l'option nucléaire", "Le conseil municipal a menacé mardi de recourir à « l'option nucléaire » : fermer la piscine jusqu'au vote du budget municipal. L'opposition a averti qu'elle riposterait. « C'est une ligne rouge », a lancé le maire."),
    "history en": ("The week the world held its breath", "A new documentary returns to October 1962 and the Cuban missile crisis. The film follows a Soviet submarine officer whose torpedo carried a nuclear warhead. Historians at the museum said on Tuesday that the series had found letters nobody had read since 1962. Screenings begin in the spring."),
    "history fr": ("Octobre 1962, vu d'un sous-marin", "Un documentaire en trois épisodes revient sur la crise de Cuba. Le film montre, images d'archives à l'appui, comment un officier soviétique refusa en 1962 de tirer une torpille nucléaire. L'historienne qui a conseillé la série dit avoir relu toutes les archives de 1962."),
    "civil power en": ("Reactor back on line after refuelling", "The second reactor of the coastal nuclear power plant returned to the grid on Monday after 48 days. The operator said that its nuclear fuel had been inspected and that output would reach 1,100 megawatts by Friday. Regional power cuts should become rarer."),
    "civil power fr": ("Un réacteur redémarre avant l'hiver", "Le réacteur numéro deux de la centrale nucléaire a redémarré lundi après quarante-huit jours d'arrêt. EDF a indiqué que le combustible avait été inspecté et que la pleine puissance, 1 300 mégawatts, serait atteinte vendredi."),
    "cookies en": ("Your choices", "We and our partners use cookies to store information. You can accept or refuse at any time. Subscribe to our newsletter for breaking news alerts. Sign in. All rights reserved."),
    "cookies fr": ("Vos préférences", "En poursuivant, vous acceptez les cookies de nos partenaires. Vous pouvez refuser à tout moment. Abonnez-vous à la newsletter pour recevoir nos alertes. Mentions légales. Tous droits réservés."),
}  # fmt: skip
RELEVANT = {
    "threat without the word en": ("President promises an answer", "Russia will answer any strike on the annexed regions with all the means at its disposal, the president said on Friday in a televised address. Kyiv called the speech empty."),
    "threat without the word fr": ("Le président promet une réponse", "La Russie répondra à toute frappe contre les régions annexées par tous les moyens dont elle dispose, a déclaré vendredi le président dans une allocution télévisée. Kiev juge ce discours creux."),
    "correction en": ("Correction: submarine", "An earlier version of this article said that a Russian ballistic-missile submarine had left its pier on the Kola peninsula. The satellite image was from August. The submarine is still in port."),
    "correction fr": ("Rectificatif : le sous-marin", "Une version antérieure de cet article indiquait qu'un sous-marin russe lanceur d'engins avait quitté son quai de la péninsule de Kola. L'image satellite datait du mois d'août. Le bâtiment est toujours à quai."),
    "civil defence en": ("Sirens and tablets", "The Polish civil-protection agency said that iodine tablets had been handed to fire stations in the east. Public shelters will be inspected in November and the sirens tested on Wednesday."),
    "civil defence fr": ("Sirènes et comprimés", "La protection civile polonaise a indiqué que des comprimés d'iode avaient été remis aux casernes de l'est du pays. Les abris publics seront inspectés en novembre et les sirènes essayées mercredi."),
}  # fmt: skip


@pytest.mark.parametrize("case", IRRELEVANT)
def test_what_only_sounds_like_it_is_irrelevant_and_silent(case: str) -> None:
    title, text = IRRELEVANT[case]
    reading = read(text, title)
    assert "irrelevant" in reading.flags
    assert reading.statements == ()


@pytest.mark.parametrize("case", RELEVANT)
def test_what_bears_on_the_problem_without_its_plain_words_is_relevant(case: str) -> None:
    title, text = RELEVANT[case]
    assert "irrelevant" not in read(text, title).flags


CARRY = [
    # own words decide before any context
    ("en", "Nuclear use unlikely, panel says", "A Danish panel said on Tuesday that the use of a nuclear weapon in Ukraine was unlikely. Its chair, Liv Aagaard, said that two columns of Iskander launchers had left their garrison near the border.",
     "had left their garrison", "dual_capable_deployment"),
    ("fr", "Emploi nucléaire peu probable, selon un panel", "Un panel danois a estimé mardi que l'emploi d'une arme nucléaire en Ukraine était peu probable. Sa présidente, Liv Aagaard, a indiqué que deux colonnes de lanceurs Iskander avaient quitté leur garnison près de la frontière.",
     "avaient quitté leur garnison", "dual_capable_deployment"),
    # what goes before in the paragraph
    ("en", "Warhead train reported near Saratov", "The Nordic cell said on Monday that no train carrying warheads had left the Saratov depot. \"We look every day,\" its deputy head said. \"It has not happened,\" she added.",
     "It has not happened", "warhead_transport"),
    ("fr", "Un train d'ogives signalé près de Saratov", "La cellule nordique a indiqué lundi qu'aucun train chargé d'ogives n'avait quitté le dépôt de Saratov. « Cela n'a pas eu lieu », a ajouté sa directrice adjointe.",
     "Cela n'a pas eu lieu", "warhead_transport"),
    # the headline's subject
    ("en", "Alliance opens yearly nuclear exercise", "Crews from fourteen countries gathered in Belgium on Monday. A NATO spokesman said that everything had been planned for two years.",
     "everything had been planned", "exercise"),
    ("fr", "L'Alliance ouvre son exercice nucléaire annuel", "Les équipages de quatorze pays se sont retrouvés lundi en Belgique. Un porte-parole de l'OTAN a déclaré que tout était prévu depuis deux ans.",
     "tout était prévu", "exercise"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "title", "text", "words", "indicator"), CARRY, ids=[f"{case[0]} {case[4]}" for case in CARRY])
def test_a_statement_takes_its_subject_from_the_nearest_that_names_one(
    language: str, title: str, text: str, words: str, indicator: str
) -> None:
    reading = read(text, title)
    assert reading.language == language
    assert said(reading, words).indicators[:1] == (indicator,)


OTHERS = [json.loads(line) for line in (Path(__file__).parent / "cases" / "relevance.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", OTHERS, ids=[case["title"] for case in OTHERS])
def test_news_of_the_same_countries_is_on_the_problem_or_not(case: dict[str, Any]) -> None:
    assert ("irrelevant" not in read(case["text"], case["title"]).flags) == case["relevant"]


SUBJECTS = [line.split("|", 2) for line in (Path(__file__).parent / "cases" / "subjects.txt").read_text(encoding="utf-8").splitlines()]
SHARE = 0.9
"""of the sentences, each written for one indicator and none a model for a cue, that must show it first"""


@pytest.mark.parametrize("language", ["en", "fr"])
def test_most_sentences_written_for_an_indicator_show_it_first(language: str) -> None:
    relevance = Relevance(PROBLEM, languages.grammar(language))
    wrong = [
        (wanted, words)
        for code, wanted, words in SUBJECTS
        if code == language and relevance.indicators(words.lower().replace("’", "'"))[:1] != (wanted,)
    ]
    of = sum(1 for code, _, _ in SUBJECTS if code == language)
    assert len(wrong) <= (1 - SHARE) * of, wrong


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Russian officers moved two warheads out of a depot near Saratov, three officials said on Monday. The Pentagon declined to comment.",
            "declined",
        ),
        (
            "Des officiers russes ont sorti deux ogives d'un dépôt près de Saratov, ont dit lundi trois responsables. Le Pentagone a refusé de commenter.",
            "refusé",
        ),
    ],
)
def test_no_comment_bears_on_nothing(text: str, words: str) -> None:
    assert all(
        item.indicators == ()
        for item in read(text, "Nuclear warheads").statements
        if words in item.text[item.content_span[0] - item.span[0] :] and "ogives" not in item.text and "warheads" not in item.text
    )


@pytest.mark.parametrize(
    ("text", "hypothesis"),
    [
        (
            "The Kremlin is preparing the ground for a tactical nuclear strike, two officials of the alliance said on Monday.",
            "short-range-use",
        ),
        (
            "Le Kremlin prépare le terrain à une frappe nucléaire tactique, ont affirmé lundi deux responsables de l'Alliance.",
            "short-range-use",
        ),
        ("A Ukrainian minister said on Monday that Russia might detonate a dirty bomb near Kherson.", "radiological-incident"),
        (
            "Un ministre ukrainien a déclaré lundi que la Russie pourrait faire exploser une bombe sale près de Kherson.",
            "radiological-incident",
        ),
    ],
)
def test_hypotheses_are_those_that_the_words_name(text: str, hypothesis: str) -> None:
    reading = read(text)
    assert any(hypothesis in item.hypotheses for item in reading.statements), [(item.text, item.hypotheses) for item in reading.statements]


SENTENCES = [
    "Russia has moved two Iskander launchers to the border, a Ukrainian official said.", "The Pentagon said that its nuclear posture was unchanged.", "« Nous riposterons à toute frappe », a averti le porte-parole du Kremlin.",
    "Aucun signe de mouvement d'ogives n'a été observé, selon deux responsables américains.", "NATO's yearly drill begins on Monday.", "L'ambassade a fermé mardi à Kiev.", "The bakery on the corner opens at six.", "Il pleuvra demain sur la côte.",
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6), st.sampled_from(["", "Nuclear forces", "Ogives russes", "Bread"]))
def test_only_ids_of_the_problem_come_out_and_each_once(sentences: list[str], title: str) -> None:
    for item in read(" ".join(sentences), title).statements:
        assert set(item.indicators) <= IDS
        assert set(item.hypotheses) <= HYPOTHESES
        assert len(set(item.indicators)) == len(item.indicators) <= 3


FURNITURE = ["Share this article", "All rights reserved.", "Subscribe to our newsletter", "Partager sur Facebook", "Tous droits réservés."]


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(sorted(RELEVANT)), st.sampled_from(FURNITURE))
def test_a_line_of_furniture_at_the_end_changes_nothing(case: str, line: str) -> None:
    title, text = RELEVANT[case]
    plain, dressed = read(text, title), read(f"{text}\n\n{line}", title)
    assert [(item.content_span, item.indicators, item.hypotheses, item.polarity) for item in plain.statements] == [
        (item.content_span, item.indicators, item.hypotheses, item.polarity) for item in dressed.statements
    ]
