"""Questions and answers that run on inside one paragraph: every answer is a statement of whoever the words around them name."""

from collections.abc import Callable

import pytest

from tocsin.model import Reading

NAMED = (
    "Разговор с отставным полковником Прохором Лозовым о ядерной угрозе. — Удар по Киеву возможен? — Нет. Заряды под замком. "
    "— А по складам? — «Обычной ракетой — хоть завтра». — Чего же вы боитесь? — Тумана."
)
BEHIND = "— Боитесь ядерного удара? — «Нет». — А должны? — «Боюсь лишь глупости». Ракетчик Прохор Лозовой служил двадцать лет."
UNNAMED = (
    "Наш собеседник служил на ядерном складе России. — Заряды вывезли? — Заряды на месте. — Ударят ли по Украине ядерным оружием? "
    "— Охрана прежняя. На прощание он добавил: караул даже сократили."
)


@pytest.mark.parametrize(
    ("text", "speaker", "answers"),
    [
        (NAMED, "Прохором Лозовым", ["Нет. Заряды под замком", "Обычной ракетой — хоть завтра", "Тумана"]),
        (BEHIND, "Ракетчик Прохор Лозовой", ["Нет", "Боюсь лишь глупости"]),
        (UNNAMED, "Наш собеседник", ["Заряды на месте", "Охрана прежняя"]),
    ],
    ids=["named before", "named behind", "unnamed"],
)
def test_answers_have_their_speaker(read: Callable[..., Reading], text: str, speaker: str, answers: list[str]) -> None:
    found = read(text, language="ru").statements
    said = {text[slice(*item.content_span)]: item for item in found}
    for answer in answers:
        assert answer in said
        assert said[answer].speaker.text == speaker
        assert said[answer].quoted
    assert not any("?" in words for words in said)


def test_one_question_is_no_talk(read: Callable[..., Reading]) -> None:
    text = "На учениях российских ядерных сил открыли контейнер. — Что было внутри? — Чистый лист, — усмехнулся участник учений."
    found = read(text, language="ru").statements
    assert ("участник учений", "Чистый лист") in [(item.speaker.text, text[slice(*item.content_span)]) for item in found]
