"""French attributions whose verb no list holds: the place gives them away, and a list or a quotation alone does not."""

import pytest

from tocsin.read import languages, speech
from tocsin.read.sentences import parse


def speakers(text: str) -> list[tuple[str, str]]:
    """(speaker, content) of every attribution in `text`."""
    grammar = languages.grammar("fr")
    parsed = parse(text, grammar)
    return [
        (text[parsed.starts[item.speaker[0]] : parsed.ends[item.speaker[1] - 1]], text[slice(*item.content)])
        for sentence in parsed.sentences
        for item in speech.attributions(parsed, sentence, grammar)
        if item.speaker is not None
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("« Aucun camion n'est sorti », s'étouffe le colonel Drozd.", "le colonel Drozd", "Aucun camion n'est sorti"),
        ("Le général a haussé les épaules : « Nous n'en sommes pas là. »", "Le général", "Nous n'en sommes pas là"),
        ("Un essai nous semble moins invraisemblable.", "nous", "Un essai nous semble moins invraisemblable"),
        (
            "Trois trains gardés ont quitté le dépôt, près du canal, révèle la société Miroir Nord.",
            "la société Miroir Nord",
            "Trois trains gardés ont quitté le dépôt, près du canal",
        ),
        ("Le consul a prévenu ses voisins que la garde serait doublée.", "Le consul", "la garde serait doublée"),
        ("« Les gardes ont doublé », nous glisse un mécanicien.", "un mécanicien", "Les gardes ont doublé"),
        ("Se cacher, lui répond-elle, serait pire.", "-elle", "Se cacher, lui répond-elle, serait pire"),
        (
            "Le verdict tient, a-t-il relevé, sur deux clichés flous.",
            "-t-il",
            "Le verdict tient, a-t-il relevé, sur deux clichés flous",
        ),
        ("« Ils mentent, assure le colonel. Ils le savent. »", "le colonel", "Ils mentent, assure le colonel. Ils le savent"),
        ("Le ministre a confirmé l'exercice, avant d'ajouter qu'il était prévu.", "Le ministre", "l'exercice"),
    ],
)
def test_who_speaks(text: str, speaker: str, content: str) -> None:
    assert (speaker, content) in speakers(text)


def test_a_list_after_a_comma_is_no_speech() -> None:
    assert speakers("Les camions, la grue, symbole le colonel Drozd.") == []
