"""What the report tells itself: a likelihood of what a hypothesis names is a judgement."""

from collections.abc import Callable

import pytest

from tocsin.model import Reading


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("It is highly unlikely that Russia will use a nuclear weapon in the coming weeks.", "highly unlikely"),
        ("The use of a nuclear weapon remains unlikely.", "unlikely"),
        ("L'emploi d'une arme nucléaire reste peu probable.", "peu probable"),
        ("Il est improbable que la Russie emploie l'arme nucléaire.", "improbable"),
    ],
)
def test_a_likelihood_that_the_report_itself_tells(read: Callable[..., Reading], text: str, phrase: str) -> None:
    [statement] = read(text, published="2022-10-12T10:00:00+00:00").statements
    assert (statement.act, statement.polarity, statement.speaker.kind) == ("assessment", "lowers", "text")
    assert statement.estimate is not None
    assert statement.estimate.phrase == phrase


AHEAD = "Удар по российским ядерным складам невозможен, полагает геофизик Герман Белугин. "


@pytest.mark.parametrize(
    "text", ["Отнимите у Кремля эту веру, и бомба останется в сарае.", "Плохая примета.", "Взрыва не будет, я продаю карту как сувенир."]
)
def test_words_go_on_behind_words_said(read: Callable[..., Reading], text: str) -> None:
    found = read(AHEAD + text, language="ru").statements
    assert [item.speaker.text for item in found] == ["геофизик Герман Белугин"] * 2
    assert found[1].content_span[0] == len(AHEAD)


@pytest.mark.parametrize("text", ["Официант на смену не вышел.", "Кремль молчит.", "Что было дальше, толкуют розно.", "Теперь молчит."])
def test_narration_behind_words_said_is_nobodys_words(read: Callable[..., Reading], text: str) -> None:
    found = read(AHEAD + text, language="ru").statements
    assert [item for item in found if item.content_span[0] >= len(AHEAD) and item.speaker.text is not None] == []


@pytest.mark.parametrize("lead", ["Далее геофизик Герман Белугин говорил осторожнее. ", "Рассказывает геофизик Герман Белугин. "])
def test_words_follow_a_sentence_that_says_who_speaks(read: Callable[..., Reading], lead: str) -> None:
    text = lead + "Ядерные заряды России лежат на складах, и удар за час невозможен."
    [statement] = read(text, language="ru").statements
    assert statement.speaker.text == "геофизик Герман Белугин"
    assert text[slice(*statement.content_span)] == text[len(lead) : -1]


@pytest.mark.parametrize(
    "text", ["Ведущий сообщил россиянам неприятное.", "Журналисты увидели сепаратор.", "Газета писала мелким шрифтом."]
)
def test_an_object_that_bears_on_nothing_is_no_statement(read: Callable[..., Reading], text: str) -> None:
    found = read("Россия не применит ядерное оружие, заявил министр. " + text, language="ru").statements
    assert [item.speaker.text for item in found] == ["министр"]
