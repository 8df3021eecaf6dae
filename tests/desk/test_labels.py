"""Every value that a record may have, has words in both languages."""

from typing import get_args

import pytest

from tocsin.desk.labels import LABELS, label, options, speaker
from tocsin.model import Speaker
from tocsin.model.claims import Answer
from tocsin.model.origins import DriftKind, LinkKind, OriginKind
from tocsin.model.statements import Act, Polarity, SpeakerKind
from tocsin.model.versions import Kind

ALL = {
    "act": Act,
    "polarity": Polarity,
    "speaker": SpeakerKind,
    "origin": OriginKind,
    "link": LinkKind,
    "drift": DriftKind,
    "answer": Answer,
    "version": Kind,
}


@pytest.mark.parametrize("kind", ALL)
def test_all_values_of_a_field_have_words(kind: str) -> None:
    assert set(LABELS[kind]) == set(get_args(ALL[kind]))
    assert all(both.en and both.fr for both in LABELS[kind].values())
    assert [value for value, _ in options(kind, "fr")] == list(LABELS[kind])


def test_a_value_without_words_shows_itself() -> None:
    assert label("language", "ka", "fr") == "ka"
    assert label("language", None, "fr") == ""


def test_an_anonymous_speaker_keeps_to_the_words() -> None:
    assert speaker(Speaker(text="two officials", kind="anonymous", count=2, name="somebody"), "en") == "two officials (anonymous, 2)"
    assert speaker(Speaker(text="He", kind="named", name="A. Person"), "en") == "He = A. Person"
    assert speaker(Speaker(kind="text"), "fr") == "le texte lui-même"
