"""Furniture is found where it stands, and an ordinary sentence is never marked."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.collect.furniture import find

BODY = "Four launchers left on Monday, a railway worker said.\n\nNobody had announced an exercise, the paper wrote."


def marked(text: str) -> list[str]:
    return [text[start:end] for start, end in find(text)]


@pytest.mark.parametrize(
    "piece",
    [
        "Lire aussi : Trois questions sur la dissuasion",
        "Read also: what we know so far",
        "Читайте также: что известно об учениях",
        "Читайте також: що відомо про навчання",
        "Vous pouvez partager cet article avec vos amis :",
        "Si vous avez aimé cette page, n'hésitez pas à la partager sur les réseaux sociaux !",
        "Подписывайтесь на наш канал, чтобы не пропустить главное.",
        "Підписуйтеся на наш канал.",
        "(Reporting by A. Bell; editing by C. Dorn)",
        "Avec Agence Lémanique",
        "Source : Norvane Press (traduction automatique)",
        "Terms &amp; conditions apply.",
        "Источник: «Перевал»",
        "Nous utilisons des cookies pour mesurer notre audience.",
        "Abonnez-vous à notre lettre.",
        "© 2022 Norvane Press",
    ],
)
def test_at_the_end(piece: str) -> None:
    assert marked(f"{BODY}\n\n{piece}") == [piece]
    assert marked(f"{BODY} {piece}") == [piece] or "Avec" in piece or piece.startswith(("Lire", "Read", "Чит", "Nous", "©"))


@pytest.mark.parametrize("piece", ["Lire aussi : Trois questions", "Read also: what we know", "Читайте также: главное", "Advertisement"])
def test_in_the_middle(piece: str) -> None:
    assert marked(BODY.replace("\n\n", f"\n\n{piece}\n\n")) == [piece]


@pytest.mark.parametrize(
    "sentence",
    [
        "Le ministre a partagé cette histoire avec ses amis sur les réseaux sociaux.",
        "Avec l'Ukraine, les alliés discutent d'un calendrier.",
        "With Moscow silent, the alliance waits.",
        "Par ailleurs, aucun exercice n'a été annoncé.",
        "Источник в министерстве подтвердил сведения.",
        "Source familiar with the matter said nothing had moved.",
        "Реклама таких учений никому не нужна, сказал он.",
        "Advertisement spending fell in Moscow, the bank said.",
        "Readers should share what they know with the police, the mayor said.",
        "Follow-up talks are planned.",
        "Мы используем все средства, сказал президент.",
        "Подписывайтесь под договором, потребовал министр.",
    ],
)
def test_an_ordinary_sentence_is_never_marked(sentence: str) -> None:
    for text in (f"{BODY}\n\n{sentence}", f"{sentence}\n\n{BODY}", f"{BODY} {sentence}", BODY.replace("\n\n", f"\n\n{sentence}\n\n")):
        assert marked(text) == []


def test_a_signature_and_a_credit_before_a_plea_to_share() -> None:
    text = f"{BODY}\n\nNord-infos\n\nAvec 36news\n\nSi vous avez aimé cet article, n'hésitez pas à le partager."
    assert marked(text) == ["Nord-infos", "Avec 36news", "Si vous avez aimé cet article, n'hésitez pas à le partager."]
    assert marked(f"{BODY}\n\nNord-infos") == []


@given(st.text(max_size=400))
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    spans = find(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_no_annotated_statement_is_furniture(shared: Path) -> None:
    checked = 0
    for name in ("stories.jsonl", "readings.jsonl"):
        for line in (shared / "examples" / name).read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            spans = find(document["text"])
            for said in document["gold"]["statements"]:
                start = document["text"].index(said["words"])
                assert not any(a < start + len(said["words"]) and start < b for a, b in spans), said["words"]
                checked += 1
    assert checked > 100


def test_the_seeds_furniture(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        assert any("partager" in text[start:end] for start, end in find(text))
