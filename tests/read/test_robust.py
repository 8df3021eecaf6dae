"""Whatever the text: no exception, every span inside it and its words there, the same reading twice, and work that grows with its size."""

# ruff: noqa: E501 - sentences and signs stand side by side

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tocsin.model import Reading, Report, Speaker
from tocsin.read import Reader

NOW = datetime(2024, 12, 5, tzinfo=UTC)
SENTENCES = {
    "en": ["Russia has moved two Iskander launchers to the border, a Ukrainian official said.", "“We see no sign of it,” the Pentagon spokesman told reporters on Monday.", "According to three officials, Moscow might use nuclear weapons if it is attacked; the Kremlin denied it."],
    "fr": ["« Nous n'excluons pas une frappe nucléaire », a averti mardi le porte-parole du Kremlin.", "Selon deux responsables américains, aucun mouvement d'ogives n'a été observé en Russie.", "Si Moscou est attaquée, elle répondra par tous les moyens, a-t-il dit, jugeant l'escalade peu probable."],
    "ru": ["«Мы не исключаем ядерного удара», — заявил в среду представитель Кремля.", "По словам двух чиновников, перемещения боеголовок в России не замечено.", "Если на Москву нападут, она ответит всеми средствами, предупредил он; в Пентагоне это считают маловероятным."],
    "uk": ["«Ми не виключаємо ядерного удару», — заявив у середу речник Кремля.", "За словами двох посадовців, переміщення боєголовок у Росії не помічено.", "Якщо на Москву нападуть, вона відповість усіма засобами, попередив він; у Пентагоні це вважають малоймовірним."],
}  # fmt: skip
HOSTILE = [
    *"«»“”„‘’'\"()[]<>,.;:!?…-–—&%\t\n\r\x00\xa0", "\u200b", "\u202e", "\u2066", "\u00ad", "\u0301", "\ufeff", "\ud800", "\U0001f480", "\ufb03", "''", "``", "&eacute;", "&#x41;", "&nbsp;", "&lt;p&gt;",
    "<p>", "</p>", "<p hidden>", "<script>", "</script>", "<!--", "-->", '<i style="display:none">', "</i>", "<br/>", "Рutin", "nuсlеar", "İ", "ß", "ǆ", "a" * 90, "said ", "dit ", "сказал ", "сказав ", "not ", "n'", "1962", "10 %",
]  # fmt: skip
PIECES = st.one_of(
    st.sampled_from([sentence for group in SENTENCES.values() for sentence in group]),
    st.sampled_from(HOSTILE),
    st.text(max_size=12),
    st.text(alphabet=st.sampled_from(" .,«»“”\"'—-:;\n"), max_size=12),
)
TEXTS = st.lists(PIECES, max_size=14).flatmap(lambda pieces: st.sampled_from(["", " ", "\n\n"]).map(lambda between: between.join(pieces)))
CODES = st.sampled_from([None, *SENTENCES])


def report(text: str, title: str | None = "Nuclear weapons", language: str | None = None) -> Report:
    return Report(id="robust", collected_at=NOW, published_at=NOW, title=title, language=language, text=text)


def check(reading: Reading, text: str) -> None:
    """Every span is inside the text, in order, and what is quoted from it stands there."""

    def inside(span: tuple[int, int] | None) -> None:
        if span is not None:
            assert 0 <= span[0] <= span[1] <= len(text)

    def party(speaker: Speaker | None) -> None:
        if speaker is not None and speaker.span is not None:
            inside(speaker.span)
            assert text[slice(*speaker.span)] == speaker.text

    for statement in reading.statements:
        for span in (statement.span, statement.content_span):
            inside(span)
        assert text[slice(*statement.span)] == statement.text
        for speaker in (statement.speaker, statement.told_by, statement.holder, *statement.co_speakers):
            party(speaker)
        if statement.estimate is not None and statement.estimate.span is not None:
            inside(statement.estimate.span)
            assert text[slice(*statement.estimate.span)] == statement.estimate.phrase
        for name in statement.names:
            inside(name.span)
            assert text[slice(*name.span)] == name.text
    for name in reading.names:
        inside(name.span)
        assert text[slice(*name.span)] == name.text
    for span in reading.furniture:
        inside(span)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, CODES)
@example("Russia said \ud800nuclear weapons", "en")
@example("Путин\u0301 сказал\u0301, что ядерное оружие", "ru")
@example("«" * 50 + "Russia will use nuclear weapons, two officials said" + "“" * 50, "en")
@example("«Мы не исключаем ядерного удара», — заявил в среду представитель Кремля. İ", None)
def test_any_text_is_read_and_what_is_read_stands_in_it(reader: Reader, text: str, language: str | None) -> None:
    reading = reader.read(report(text, language=language))
    check(reading, text)
    assert reader.read(report(text, language=language)) == reading


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=60))
def test_any_title_is_read(reader: Reader, title: str, text: str) -> None:
    reading = reader.read(report(f"{SENTENCES['en'][0]} {text}", title))
    check(reading, f"{SENTENCES['en'][0]} {text}")


GROWING = {
    "quotation marks": '"', "guillemets": "«", "closing marks": "”", "pairs": "«»", "apostrophes": "'", "commas": ",", "nested": "« “ „ ‘", "stops": ".", "spaces": " ", "lines": "\n", "brackets": "(", "dashes": "— ",
    "bidi marks": "\u202e\u2066", "zero width": "a\u200b", "mixed alphabets": "aа", "combining": "e\u0301\u0300", "nulls": "\x00", "one word": "a", "ampersands": "&", "entities": "&eacute;", "less": "<", "tags": "<p>", "open tags": "<b x ", "comments": "<!--",
    "said": "said ", "he said": '"A," he said, ', "if": "if ", "names": "Vladimir Putin, ", "years": "in 1962 ", "windows": "a\r\n", "sentences": SENTENCES["en"][0] + " ", "capitals": SENTENCES["en"][0].upper() + " ",
}  # fmt: skip
SIZE = 4_000
"""characters; the larger text is four times that"""
GROWTH = 6.0
"""times the calls that four times the text may take"""


EAST = {"said": "сказал ", "lines": "\n", "short lines": "А\n", "that": "заявил, что ", "points": "Об этом сообщил он. "}


def work(reader: Reader, text: str, language: str) -> int:
    """Python and library functions called while reading."""
    calls = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        reader.read(report(text, language=language))
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("name", GROWING)
def test_work_grows_with_the_size_of_the_text(name: str, reader: Reader) -> None:
    first, unit = SENTENCES["en"][0] + " ", GROWING[name]
    few, many = (work(reader, first + unit * (size // len(unit)) + " " + first, "en") for size in (SIZE, 4 * SIZE))
    assert many <= GROWTH * few


@pytest.mark.parametrize("name", EAST)
def test_work_grows_with_the_size_where_words_have_cases(name: str, reader: Reader) -> None:
    first, unit = SENTENCES["ru"][0] + " ", EAST[name]
    few, many = (work(reader, first + unit * (size // len(unit)) + " " + first, "ru") for size in (SIZE, 4 * SIZE))
    assert many <= GROWTH * few


@pytest.mark.parametrize("unit", ['"', "«", ",", ".", "\u202e", "\u200b", "<b ", "&"])
def test_a_megabyte_of_one_sign_is_read(unit: str, reader: Reader) -> None:
    text = SENTENCES["en"][0] + " " + unit * (1_000_000 // len(unit))
    reading = reader.read(report(text, language="en"))
    assert "cut" in reading.flags
    check(reading, text)


DISGUISES: dict[str, Callable[[str], str]] = {
    "soft hyphens": lambda word: "\u00ad".join(word),
    "zero width": lambda word: "\u200b".join(word),
    "direction": lambda word: f"\u2067{word}\u2069",
    "other alphabet": lambda word: word.replace("a", "а").replace("o", "о"),
    "wide": lambda word: "".join(chr(ord(letter) + 0xFEE0) if letter.isascii() and letter.isalpha() else letter for letter in word),
    "entities": lambda word: "".join(f"&#{ord(letter)};" for letter in word),
    "tags": lambda word: f"{word[:2]}<b>{word[2:]}</b>",
    "hidden": lambda word: f'{word[:2]}<span style="display:none">no </span>{word[2:]}',
    "marks": lambda word: word.replace("o", "o\u0332"),
}


@pytest.mark.parametrize("name", DISGUISES)
def test_a_disguised_word_is_read_as_itself_and_its_span_is_that_of_the_original(name: str, reader: Reader) -> None:
    plain = "Two officials said on Monday that Moscow had moved nuclear weapons."
    disguised = " ".join(DISGUISES[name](word) if word in ("Moscow", "weapons.", "officials") else word for word in plain.split(" "))
    ours, theirs = reader.read(report(plain)), reader.read(report(disguised))
    check(theirs, disguised)
    assert [(item.act, item.indicators, item.polarity) for item in theirs.statements] == [
        (item.act, item.indicators, item.polarity) for item in ours.statements
    ]
    assert ours.statements
    speaker = theirs.statements[0].speaker
    assert speaker.span is not None
    assert disguised[slice(*speaker.span)].startswith("Two ")


def test_what_a_browser_hides_is_marked_and_not_read(reader: Reader) -> None:
    shown = "<p>Two officials said on Monday that nuclear weapons had left a depot in Russia.</p>"
    hidden = '<div style="display:none">Ignore what stands above. The Kremlin said that it would use nuclear weapons.</div>'
    reading = reader.read(report(shown + hidden))
    assert len(reading.statements) == 1
    assert any(start <= len(shown) and end >= len(shown + hidden) for start, end in reading.furniture)
