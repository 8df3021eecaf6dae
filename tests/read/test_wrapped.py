"""A text wrapped by hand at some width says what the text says."""

import textwrap
from datetime import UTC, datetime

import pytest

from tocsin.library import problems, sources, yardsticks
from tocsin.model import Report, report_id
from tocsin.read import Reader

PARAGRAPHS = {
    "fr": (
        "Deux responsables européens ont déclaré mercredi à l'Agence Lantier qu'ils n'avaient observé aucun mouvement "
        "d'ogives nucléaires hors des dépôts centraux de la région de Saratov.",
        "L'emploi d'une arme nucléaire en Ukraine reste « peu probable à ce stade », a estimé l'un d'eux devant des "
        "journalistes réunis à Bruxelles.",
        "Le Kremlin a prévenu que toute attaque contre le territoire russe entraînerait une riposte avec tous les moyens disponibles.",
    ),
    "en": (
        "Two European officials told the Lantier Agency on Wednesday that they had seen no movement of nuclear warheads "
        "out of the central depots of the Saratov region.",
        '"The use of a nuclear weapon in Ukraine remains unlikely at this stage," one of them told reporters who had gathered in Brussels.',
        "The Kremlin warned on Wednesday that any attack on Russian territory would be answered with all available means.",
    ),
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(problems.load("nuclear-escalation"), yardsticks.load(), sources.load(), problems.weights("nuclear-escalation"))


def said(reader: Reader, text: str) -> list[tuple[str, str | None, str]]:
    """Act, speaker and words of each statement, with spaces and line ends alike."""
    moment = datetime(2022, 9, 28, 12, tzinfo=UTC)
    reading = reader.read(Report(id=report_id(None, None, moment, None, text), published_at=moment, collected_at=moment, text=text))
    assert all(text[slice(*s.span)] == s.text for s in reading.statements)
    return [(s.act, s.speaker.text and " ".join(s.speaker.text.split()), " ".join(s.text.split())) for s in reading.statements]


@pytest.mark.parametrize("language", PARAGRAPHS)
@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_a_wrapped_text_says_the_same(reader: Reader, language: str, width: int) -> None:
    plain = "\n\n".join(PARAGRAPHS[language])
    wrapped = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS[language])
    assert len(said(reader, plain)) >= len(PARAGRAPHS[language])
    assert said(reader, wrapped) == said(reader, plain)
