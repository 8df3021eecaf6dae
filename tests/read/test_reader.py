"""The reader as a whole: exact spans for any text, and who said what in sentences of our own."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin.model import Reading, Speaker, Statement, from_json, to_json

Read = Callable[..., Reading]

PIECES = st.sampled_from(
    [
        "Moscou a déclaré que ",
        "« Nous riposterons », ",
        "a-t-il dit. ",
        "selon un responsable américain, ",
        "les ogives nucléaires ",
        "n'ont pas bougé. ",
        "« ",
        " »",
        "“",
        "”",
        '"',
        "‘",
        "’",
        "\n\n",
        ", ",
        "; ",
        ": ",
        "Reuters",
        "jeudi ",
        "le 21 novembre ",
        "deux douzaines ",
        "&eacute;",
        "&nbsp;",
        "\u200b",
        "\u202e",
        "İ",
        "The ministry said ",
        "an official told Reuters that ",
        "warheads ",
        "unlikely ",
        "he added. ",
        "si ",
        "une attaque ",
        "peu probable ",
        "(",
        ")",
        "-",
        "…",
        "?!",
        "\r\n",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(PIECES, max_size=40).map("".join),
    st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=30).map("".join),
)


def parties(statement: Statement) -> list[Speaker]:
    """Everybody that a statement names."""
    return [party for party in (statement.speaker, statement.told_by, statement.holder, *statement.co_speakers) if party is not None]


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS, language=st.sampled_from(["fr", "en", None, "ru", "xx"]))
def test_every_span_is_exact_for_any_text(read: Read, text: str, language: str | None) -> None:
    reading = read("La menace nucléaire russe. " + text, published="2024-11-28T10:00:00+00:00", language=language)
    full = "La menace nucléaire russe. " + text
    for start, end in reading.furniture:
        assert 0 <= start <= end <= len(full)
    for name in reading.names:
        assert full[slice(*name.span)] == name.text
    for statement in reading.statements:
        assert 0 <= statement.span[0] < statement.span[1] <= len(full)
        assert statement.text == full[slice(*statement.span)]
        assert statement.span[0] <= statement.content_span[0] <= statement.content_span[1] <= statement.span[1]
        if statement.estimate is not None:
            assert full[slice(*statement.estimate.span)] == statement.estimate.phrase
        for party in parties(statement):
            assert (party.text is None) == (party.span is None)
            assert party.span is None or full[slice(*party.span)] == party.text
            assert party.kind != "anonymous" or party.entity is None
    assert from_json(Reading, to_json(reading)) == reading
    assert len({statement.id for statement in reading.statements}) == len(reading.statements)


def test_the_same_report_gives_the_same_bytes(read: Read) -> None:
    text = (
        "« Nous utiliserons tous les moyens », a averti jeudi le ministère russe de la Défense, selon Reuters. "
        "L'arme nucléaire reste un dernier recours."
    )
    assert to_json(read(text)) == to_json(read(text))


@pytest.mark.parametrize("sign", ['"', "«", "»", ",", "“", "a déclaré que ", "selon X, ", "si ", "&amp;", "\u200b", "('"])
def test_long_runs_take_no_quadratic_time(read: Read, sign: str) -> None:
    """Twice the text takes no more than about three times as long; one run of 60,000 signs must end at all."""
    reading = read("La Russie menace d'utiliser l'arme nucléaire. " + sign * 60_000, language="fr")
    assert reading.language == "fr"


def only(reading: Reading) -> Statement:
    """The one statement of a reading."""
    assert len(reading.statements) == 1, [statement.text for statement in reading.statements]
    return reading.statements[0]


def find(reading: Reading, words: str) -> Statement:
    """The statement whose content holds `words`, the shortest of them."""
    holding = [statement for statement in reading.statements if words in statement.text]
    assert holding, [statement.text for statement in reading.statements]
    return min(holding, key=lambda statement: len(statement.text))


@pytest.mark.parametrize(
    ("sentence", "words", "speaker", "kind"),
    [
        (
            "La Russie n'a sorti aucune ogive de ses dépôts, a affirmé hier un diplomate balte.",
            "aucune ogive",
            "un diplomate balte",
            "anonymous",
        ),
        ("Selon deux officiers, les lanceurs Iskander sont rentrés à leur base.", "rentrés à leur base", "deux officiers", "anonymous"),
        (
            "« Rien ne bouge autour des silos nucléaires russes », résume la chercheuse Odile Fermat.",
            "Rien ne bouge",
            "la chercheuse Odile Fermat",
            "named",
        ),
        (
            "Le ministère finlandais de la Défense dit n'avoir détecté aucun transport d'ogives.",
            "détecté aucun transport",
            "Le ministère finlandais de la Défense",
            "office",
        ),
        ("D'après une note interne, des camions spéciaux ont quitté le dépôt d'ogives.", "camions spéciaux", "une note interne", "text"),
        (
            "Les ogives sont restées dans leurs dépôts, a-t-on appris de source proche de l'état-major.",
            "restées dans leurs dépôts",
            "source proche de l'état-major",
            "anonymous",
        ),
        (
            "L'évaluation des services de renseignement baltes est que Moscou n'emploiera pas d'arme nucléaire.",
            "n'emploiera pas",
            "services de renseignement baltes",
            "institution",
        ),
    ],
)
def test_who_speaks(read: Read, sentence: str, words: str, speaker: str, kind: str) -> None:
    found = find(read(sentence, language="fr", published="2024-11-28T10:00:00+00:00"), words)
    assert (found.speaker.text, found.speaker.kind) == (speaker, kind)


def test_an_outlet_carries_and_its_source_told_it(read: Read) -> None:
    found = only(
        read("Les États-Unis jugent improbable que la Russie utilise l'arme nucléaire, a rapporté mardi Reuters, citant trois conseillers.")
    )
    assert found.speaker.text == "Les États-Unis"
    assert found.told_by is not None
    assert (found.told_by.text, found.told_by.count) == ("trois conseillers", 3)
    assert found.via == ("Reuters",)


def test_pronouns_stand_for_whom_they_mean(read: Read) -> None:
    reading = read(
        "Vladimir Poutine a menacé d'employer l'arme nucléaire. « Nous frapperons », a-t-il ajouté.\n\n"
        "Une conseillère ukrainienne n'y croit pas. « Les ogives dorment », assure-t-elle.",
        language="fr",
    )
    assert find(reading, "Nous frapperons").speaker.name == "Vladimir Poutine"
    assert find(reading, "Nous frapperons").speaker.kind == "named"
    told = find(reading, "Les ogives dorment").speaker
    assert (told.text, told.name, told.kind, told.entity) == ("elle", "Une conseillère ukrainienne", "anonymous", None)


@pytest.mark.parametrize(
    ("opening", "closing"), [("« ", " »"), ("“", "”"), ('"', '"'), ("« ", "”"), ("“", " »"), ("„", "“"), ("« ", " », »")]
)
def test_quotations_through_broken_marks(read: Read, opening: str, closing: str) -> None:
    found = find(
        read(f"{opening}Aucune ogive n'a quitté son dépôt{closing}, a dit lundi le porte-parole du Pentagone.", language="fr"),
        "Aucune ogive",
    )
    assert found.quoted
    assert found.speaker.text == "le porte-parole du Pentagone"
    assert "Aucune ogive n'a quitté son dépôt" in found.text


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("mercredi", "2024-11-27"),
        ("mardi dernier", "2024-11-26"),
        ("hier", "2024-11-27"),
        ("le 3 novembre", "2024-11-03"),
        ("il y a une semaine", "2024-11-21"),
        ("plus tôt ce mois-ci", "2024-11"),
        ("l'an dernier", "2023"),
        ("le 5 mars 2022", "2022-03-05"),
        ("il y a trois jours", "2024-11-25"),
    ],
)
def test_when_it_happened(read: Read, words: str, date: str) -> None:
    found = find(
        read(f"Des ogives ont quitté un dépôt russe {words}, a dit un diplomate.", published="2024-11-28T10:00:00+00:00"), "Des ogives"
    )
    assert found.date == date


def test_a_red_line_has_its_condition_and_consequence(read: Read) -> None:
    found = find(
        read("« Si l'OTAN franchit le fleuve, nous utiliserons l'arme nucléaire », a menacé le Kremlin.", language="fr"), "franchit"
    )
    assert found.act == "threat"
    assert found.red_line is not None
    assert found.red_line.condition == "l'OTAN franchit le fleuve"
    assert found.red_line.consequence == "nous utiliserons l'arme nucléaire"


def test_an_interested_denial_is_neutral_and_marked(read: Read) -> None:
    found = find(read("Le ministère russe de la Défense a démenti avoir déplacé des ogives nucléaires.", language="fr"), "déplacé")
    assert (found.act, found.polarity, found.interested) == ("denial", "neutral", True)


def test_a_mention_is_no_estimate(read: Read) -> None:
    found = find(
        read(
            "« Possible ne veut pas dire probable », rappelle l'analyste Jeanne Orval, à propos d'une frappe nucléaire russe.",
            language="fr",
        ),
        "Possible",
    )
    assert found.estimate is None


def test_a_wrong_language_is_overruled_and_said(read: Read) -> None:
    reading = read(
        "The Kremlin said on Thursday that no nuclear warheads had left their storage sites, and that nothing would change.", language="fr"
    )
    assert reading.language == "en"
    assert "language-overruled" in reading.flags


@pytest.mark.parametrize(
    "text",
    [
        "Le réacteur de la centrale nucléaire a redémarré lundi, a annoncé l'exploitant. La production d'électricité reprendra demain.",
        "L'entraîneur du club a choisi l'option nucléaire : quatre joueurs écartés avant le match de championnat, a-t-il dit.",
    ],
)
def test_other_worlds_are_irrelevant_and_silent(read: Read, text: str) -> None:
    reading = read(text, language="fr")
    assert "irrelevant" in reading.flags
    assert reading.statements == ()


def test_credits_are_the_chain_and_no_statement(read: Read) -> None:
    text = (
        "La Russie a déplacé des missiles nucléaires, a affirmé un diplomate.\n\nNordpost\n\nAvec Fil du Rhin\n\n"
        "Partagez cet article sur les réseaux sociaux !"
    )
    reading = read(text, language="fr")
    assert reading.chain[:2] == ("Nordpost", "Fil du Rhin")
    assert any(text[slice(*span)].startswith("Partagez") for span in reading.furniture)
    assert all("Partagez" not in statement.text for statement in reading.statements)


@pytest.mark.parametrize("published", ["2024-11-26T10:00:00Z", None])
@pytest.mark.parametrize(
    "text",
    [
        "Le Kremlin a menacé d'employer l'arme nucléaire contre l'Ukraine. Il y a dix ans, la Russie avait déployé des missiles Iskander.",
        "The Kremlin threatened to use nuclear weapons against Ukraine. Twelve years ago Russia deployed Iskander missiles to Kaliningrad.",
        "Кремль пригрозил применить ядерное оружие против Украины. Двенадцать лет назад Россия разместила ракеты «Искандер» в Балтийске.",
        "Кремль пригрозив застосувати ядерну зброю проти України. Дванадцять років тому Росія розмістила ракети «Іскандер» у Калінінграді.",
    ],
)
def test_what_was_long_ago_is_neutral(read: Read, text: str, published: str | None) -> None:
    today, past = read(text, published=published).statements
    assert (today.act, today.polarity) == ("threat", "raises")
    assert (past.act, past.polarity) == ("event", "neutral")


@pytest.mark.parametrize(
    ("text", "satire"),
    [
        (
            "SATIRE - The Kremlin will sell its nuclear warheads as kits\n\nThe Kremlin said that nuclear warheads would be sold as kits.",
            True,
        ),
        ("[Satire] Le Kremlin livrera ses ogives nucléaires en kit\n\nLe Kremlin a dit que ses ogives seraient en kit.", True),
        ("Кремль продаёт ядерные боеголовки (сатира)\n\nКремль заявил, что ядерные боеголовки продаются.", True),
        ("Satire is dead, said a Kremlin aide, as nuclear warheads were moved to Belarus.", False),
    ],
)
def test_a_label_on_the_first_line_flags_satire(read: Read, text: str, satire: bool) -> None:
    assert ("satire" in read(text).flags) == satire
