"""Names of outlets without article or description, found by verbs and nouns of the press; the outlets between a report and a speaker."""

from collections.abc import Callable

import pytest

from tocsin.model import Reading
from tocsin.read import carriers, languages

Read = Callable[..., Reading]

GRAMMARS = [languages.grammar(code) for code in ("fr", "en")]
BARE = [
    ("la revue lituanienne Kaskad", "Kaskad"),
    ("le Veilleur de Gand", "Veilleur de Gand"),
    ("l’Écho de Gand", "Écho de Gand"),
    ("Ghent-based Watchman", "Watchman"),
    ("Brèves d’Orient", "Brèves d’Orient"),
    ("Lantern24", "Lantern24"),
    ("l’agence", None),
    ("one newspaper", None),
    ("Telegram", None),
]


@pytest.mark.parametrize(("words", "name"), BARE)
def test_a_name_stands_without_what_surrounds_it(words: str, name: str | None) -> None:
    assert name in {carriers.bare(words, grammar) for grammar in GRAMMARS}


def test_a_short_form_becomes_the_full_one() -> None:
    assert carriers.settle(["the Gent Watchman", "the Watchman"], [], GRAMMARS[1]) == ("Gent Watchman",)
    assert carriers.settle(["the Watchman"], ["Gent Watchman"], GRAMMARS[1]) == ("Gent Watchman",)


def test_settling_twice_changes_nothing() -> None:
    for grammar in GRAMMARS:
        names = carriers.settle([words for words, _ in BARE], [], grammar)
        assert carriers.settle(names, [], grammar) == names


FRENCH = (
    "Moscou ne prépare aucun tir nucléaire, estiment trois responsables occidentaux.\n\n"
    "Rien n’indique que des ogives aient quitté les dépôts russes, {}.\n\n« Nous suivons chaque camion », a dit l’un d’eux."
)
ENGLISH = (
    "Moscow is not preparing a nuclear strike, three Western officials believe.\n\n"
    "Nothing shows that nuclear warheads have left Russian depots, {}.\n\n“We follow every truck,” one of them said."
)


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (FRENCH, "a rapporté jeudi le Veilleur de Gand"),
        (FRENCH, "ont-ils déclaré au Veilleur de Gand"),
        (ENGLISH, "the Veilleur de Gand reported on Thursday".replace("Veilleur de Gand", "Gent Watchman")),
        (ENGLISH, "they told the Gent Watchman"),
    ],
)
def test_an_outlet_unknown_to_the_lists_is_known_by_its_verb(read: Read, text: str, cited: str) -> None:
    reading = read(text.format(cited))
    wanted = "Veilleur de Gand" if "Veilleur" in cited else "Gent Watchman"
    assert reading.chain == (wanted,)
    assert any(statement.via == (wanted,) for statement in reading.statements)


def test_the_own_site_is_no_hand_between(read: Read) -> None:
    reading = read(ENGLISH.format("they told the Gent Watchman"), site="Gent Watchman", published="2022-10-06T10:00:00+00:00")
    assert reading.chain == ()
    assert all(statement.via == () for statement in reading.statements)


@pytest.mark.parametrize(
    "text",
    [
        '"We are not handing nuclear weapons over," the minister told state television. Ten Belarusian aircraft have been re-equipped.',
        "Bulletin hebdomadaire. Le ministère n'a observé aucun transfert d'ogives vers la Biélorussie. Les unités restent en alerte.",
    ],
)
def test_a_search_for_a_name_ends_with_the_sentence(read: Callable[..., Reading], text: str) -> None:
    assert read(text, site="Ridge Post", published="2023-04-28T10:00:00+00:00").chain == ()
