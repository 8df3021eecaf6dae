"""Sentences, and quotations inside them."""

import pytest

from tocsin.read.languages import grammar
from tocsin.read.sentences import parse


def sentences(text: str, language: str = "fr") -> list[str]:
    """The sentences of a text."""
    parsed = parse(text, grammar(language))
    return [parsed.text[item.start : item.end] for item in parsed.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("M. Varlet a parlé le 21 nov. 2024. Il est parti.", ["M. Varlet a parlé le 21 nov. 2024.", "Il est parti."]),
        ("Le gén. Morin en doute ! Cf. p. 12 du rapport.", ["Le gén. Morin en doute !", "Cf. p. 12 du rapport."]),
        ("« Rien. Rien du tout. » Il est parti.", ["« Rien. Rien du tout. »", "Il est parti."]),
        ("« Rien. Rien du tout », a-t-il dit. Puis il est parti.", ["« Rien. Rien du tout », a-t-il dit.", "Puis il est parti."]),
        ("Il a dit “oui”. “Non”, a dit l'autre.", ["Il a dit “oui”.", "“Non”, a dit l'autre."]),
        ("Titre sans point\nTexte.", ["Titre sans point", "Texte."]),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_english_abbreviations() -> None:
    assert sentences("The U.S. Embassy closed at 9 a.m. on Monday. Gen. Smith left.", "en") == [
        "The U.S. Embassy closed at 9 a.m. on Monday.",
        "Gen. Smith left.",
    ]


@pytest.mark.parametrize(
    ("text", "inner", "flags"),
    [
        ("« oui », dit-il.", ["oui"], set()),
        ("« oui ”, dit-il.", ["oui"], {"quote-mismatched"}),
        ("« oui », » dit-il.", ["oui"], {"quote-closed-twice"}),
        ("« oui, dit-il.", ["oui, dit-il."], {"quote-unclosed"}),
        ("« le mot “non” lui échappe », dit-il.", ["le mot “non” lui échappe"], set()),
        ('" oui “, dit-il.', ["oui"], {"quote-mismatched"}),
        ("» dit-il.", [], set()),
    ],
)
def test_quotations_and_what_was_repaired(text: str, inner: list[str], flags: set[str]) -> None:
    parsed = parse(text, grammar("fr"))
    assert [parsed.text[quote.inner_start : quote.inner_end] for quote in parsed.quotes] == inner
    assert {flag for quote in parsed.quotes for flag in quote.flags} == flags
