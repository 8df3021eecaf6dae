"""Words that are brought without a verb any list holds: the place gives the verb away, in Russian and Ukrainian."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.read import languages, sentences, speech, view

GRAMMARS = {code: languages.grammar(code) for code in ("ru", "uk")}
"""compiled before any example is timed"""


def said(code: str, text: str) -> list[tuple[str | None, str]]:
    """(speaker, content) of every attribution of `text`, in its words as matched."""
    grammar = GRAMMARS[code]
    parsed = sentences.parse(view.view(text).text, grammar)
    found = []
    for sentence in parsed.sentences:
        for item in speech.attributions(parsed, sentence, grammar):
            speaker = parsed.text[parsed.starts[item.speaker[0]] : parsed.ends[item.speaker[1] - 1]] if item.speaker else None
            found.append((speaker, parsed.text[slice(*item.content)]))
    return found


CASES = {
    "a verb of no list behind a comma": ("ru", "Склад пуст с осени, брюзжит начальник смены.", "начальник смены", "Склад пуст с осени"),
    "an unknown noun with the ending of who does something": (
        "ru",
        "Начальство уехало ещё ночью, зевает буфетчица.",
        "буфетчица",
        "Начальство уехало ещё ночью",
    ),
    "a colon inside what is said": (
        "ru",
        "Тишина и настораживает: перед пуском связь молчит, — признался отставной майор.",
        "отставной майор",
        "Тишина и настораживает: перед пуском связь молчит",
    ),
    "a body, where it says it, a colon": ("ru", "МАГАТЭ в суточной сводке: все станции работают.", "МАГАТЭ", "все станции работают"),
    "a paper, a colon, a quotation": (
        "ru",
        "Документ не оставляет места толкованиям: «Решение принимает глава государства».",
        "Документ",
        "Решение принимает глава государства",
    ),
    "people behind a place, a verb of no list, a colon": (
        "ru",
        "Под вечер дежурный по станции пожал плечами: эшелоны прошли мимо.",
        "дежурный по станции",
        "эшелоны прошли мимо",
    ),
    "verbs among the words that a colon brings": (
        "ru",
        "Сотрудник ведомства подтвердил: заряды под охраной, и это, как ни странно, успокаивает.",
        "Сотрудник ведомства",
        "заряды под охраной, и это, как ни странно, успокаивает",
    ),
    "his own `we` among them": (
        "ru",
        "Секретарь пустился в тонкости: мы не говорим «да», мы говорим «посмотрим».",
        "Секретарь",
        "мы не говорим «да», мы говорим «посмотрим",
    ),
    "people and their clause behind a verb of no list": (
        "ru",
        "Посольство уведомило граждан, что приём идёт по расписанию.",
        "Посольство",
        "приём идёт по расписанию",
    ),
    "people behind the verb, a colon": (
        "ru",
        "Иначе взялся объяснить это депутат парламента: удара не будет.",
        "депутат парламента",
        "удара не будет",
    ),
    "a clause of another before theirs": (
        "ru",
        "Канцелярия смолчала, зато ветеран спецсвязи хмыкнул: коды меняют каждую неделю.",
        "ветеран спецсвязи",
        "коды меняют каждую неделю",
    ),
    "an outlet told by its name, the subject behind": (
        "ru",
        "Новые установки прибыли на базу, рассказали «Мосту» трое водителей.",
        "трое водителей",
        "Новые установки прибыли на базу",
    ),
    "a noun with an adjective's ending before a pronoun": ("ru", "На прощание он добавил: караул сократили.", "он", "караул сократили"),
    "Ukrainian, a verb of no list": (
        "uk",
        "Склад порожній від осені, буркотить начальник варти.",
        "начальник варти",
        "Склад порожній від осені",
    ),
    "Ukrainian, a body, a colon": ("uk", "МАГАТЕ у добовому зведенні: усі станції працюють.", "МАГАТЕ", "усі станції працюють"),
}


@pytest.mark.parametrize(("code", "text", "speaker", "content"), CASES.values(), ids=CASES.keys())
def test_who_says_what_without_a_listed_verb(code: str, text: str, speaker: str, content: str) -> None:
    assert said(code, text) == [(speaker, content)]


@pytest.mark.parametrize(
    "text",
    [
        "Колонна прошла посёлок, за ней пришёл туман.",
        "Министр привёз подарки: хлеб и соль.",
        "На складе погас свет, сработала сигнализация.",
    ],
)
def test_narration_is_no_speech(text: str) -> None:
    assert said("ru", text) == []


@given(stem=st.text("бвгдзклмнпрст", min_size=2, max_size=3), vowel=st.sampled_from("аеиоу"))
def test_any_verb_behind_words_said_and_a_dash_brings_them(stem: str, vowel: str) -> None:
    verb = f"про{stem[0]}{vowel}{stem[1:]}ал"
    if verb not in GRAMMARS["ru"].tags and verb not in GRAMMARS["ru"].verbs:
        assert said("ru", f"«Склад пуст», — {verb} министр.") == [("министр", "Склад пуст")]
