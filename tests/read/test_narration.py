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
