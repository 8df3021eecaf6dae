"""Attributions of any text, whatever it is about."""

from tocsin.read.attributed import attributed


def parts(text: str) -> list[tuple[str | None, str, list[str]]]:
    """(source, cue, contents) of every attribution in an English text."""
    return [
        (text[slice(*item.source)] if item.source else None, text[slice(*item.cue)], [text[slice(*span)] for span in item.contents])
        for item in attributed(text, "en")
    ]


def test_any_subject() -> None:
    assert parts("The baker said that bread will cost more.") == [("The baker", "said", ["bread will cost more"])]


def test_a_quotation_goes_on_behind_its_cue() -> None:
    text = "“Bread will cost more,” said the baker. “Flour is dear. We have no choice.”"
    assert parts(text) == [("the baker", "said", ["Bread will cost more", "Flour is dear. We have no choice"])]


def test_marks_typed_as_two_strokes() -> None:
    text = "''Bread will cost more,'' the baker said. ''Flour is dear.''"
    assert parts(text) == [("the baker", "said", ["Bread will cost more", "Flour is dear"])]


def test_who_goes_on_is_who_spoke() -> None:
    text = "The baker said bread will cost more, adding that flour is dear."
    assert [(source, cue) for source, cue, _ in parts(text)] == [("The baker", "said"), ("The baker", "adding")]


def test_an_attribution_in_the_middle_is_none_of_the_content() -> None:
    assert parts("Many of the ovens, he said, have gone cold.") == [("he", "said", ["Many of the ovens", "have gone cold"])]
    assert parts("If asked, she said, she would stay.") == [("she", "said", ["If asked", "she would stay"])]


def test_french_people_behind_their_verb() -> None:
    text = "Sept bombardiers stationnent à Olenia, près de la frontière, révèle la société d’imagerie Boréal Vue."
    found = attributed(text, "fr")
    assert [text[slice(*item.source)] for item in found if item.source] == ["la société d’imagerie Boréal Vue"]
    assert text[slice(*found[0].contents[0])] == "Sept bombardiers stationnent à Olenia, près de la frontière"
