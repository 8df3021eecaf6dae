"""Marks of words as bits: each is borne where its expression holds in the content, and nowhere else."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.read import languages
from tocsin.read.marks import BITS, IN_CONTENT, WORDS_IN, Marker, bits, told
from tocsin.read.marks import Said as Words
from tocsin.read.sentences import parse

SAID = {
    "en": [
        "we will strike back if the convoy crosses",
        "nothing was moved",
        "it is not a bluff",
        "the risk has not grown",
        "no trucks were seen at the depot",
        "this would be met with a nuclear answer",
        "the claim is baseless",
        "a routine drill was announced",
    ],
    "fr": [
        "nous répondrons si le convoi avance",
        "rien n'a bougé",
        "ce n'est pas un bluff",
        "le risque n'a pas augmenté",
        "aucun camion n'a été vu au dépôt",
        "cela serait suivi d'une riposte nucléaire",
        "c'est un mensonge",
        "un exercice annuel était prévu",
    ],
}
GRAMMARS = {code: languages.grammar(code) for code in SAID}
"""compiled before any example is timed"""


@settings(deadline=None)
@given(st.sampled_from(sorted(SAID)), st.data())
def test_a_mark_stands_where_its_expression_holds(code: str, data: st.DataObject) -> None:
    grammar = GRAMMARS[code]
    sentences = data.draw(st.lists(st.sampled_from(SAID[code]), min_size=1, max_size=4))
    parsed = parse(". ".join(sentences) + ".", grammar)
    cut = data.draw(st.integers(0, len(parsed.sentences) - 1))
    content = (parsed.sentences[cut].start, parsed.sentences[cut].end)
    words = parsed.lower[slice(*content)]
    found = Marker(grammar).of(parsed, content, content)
    for mark, name in IN_CONTENT.items():
        assert bool(found & BITS[mark]) == (grammar.marks[name].search(words) is not None), mark
    for mark, name in WORDS_IN.items():
        assert bool(found & BITS[mark]) == (grammar.finders[name].search(words) is not None), mark


def test_what_is_told_is_remembered_without_the_words() -> None:
    said = Words(
        "say",
        "that",
        "x",
        (0, 1),
        0,
        "named",
        "adversary",
        True,
        False,
        None,
        ("exercise",),
        (frozenset({"exercise"}),),
        False,
        False,
        False,
        False,
        False,
    )
    other = said._replace(content="other words", around=(4, 9), marks=7)
    assert told(said) == told(other)
    assert told(said) & bits(["kind:named", "adversary", "negated verb", "exercise told"])
    assert told(said._replace(negated=False)) & bits(["negated verb"]) == 0
    assert told(said._replace(estimate="likely")) & bits(["estimate"])
