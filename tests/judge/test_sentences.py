"""Reasons come back in French as they went in in English."""

from tocsin.judge.sentences import TEMPLATES, say, translated

VALUES = {"n": 3, "of": 12, "share": 40, "days": 30, "names": "storage, transport", "factor": "10^6", "date": "1 August 2025"}
FRENCH = {**VALUES, "date": "1er août 2025"}


def test_every_sentence_has_its_french() -> None:
    for key, (_, french) in TEMPLATES.items():
        assert translated(say(key, **VALUES), "fr") == french.format(**FRENCH)
        assert translated(say(key, **VALUES), "en") == say(key, **VALUES)


def test_what_is_not_ours_stays_as_it_is() -> None:
    assert translated("something else", "fr") == "something else"
