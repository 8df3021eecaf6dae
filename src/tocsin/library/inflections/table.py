"""simplemma's table of a language turned round: lemma -> forms. Read at build time only."""

from functools import cache

SHORTEST = 4
"""letters of a known word that ends an unknown one"""


@cache
def _table(code: str) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    lemmas: dict[str, str] = {}
    turned: dict[str, list[str]] = {}
    for form, lemma in DefaultDictionaryFactory().get_dictionary(code).items():
        word, base = form.lower(), lemma.lower()
        lemmas[word] = base
        turned.setdefault(base, []).append(word)
    return lemmas, {lemma: tuple(sorted(forms)) for lemma, forms in turned.items()}


def lemma_of(word: str, code: str) -> str | None:
    """The dictionary form of `word`; None where the table has none."""
    lemmas, turned = _table(code)
    return word if word in turned and lemmas.get(word, word) == word else lemmas.get(word)


def known(lemma: str, code: str) -> tuple[str, ...]:
    """Forms of a dictionary word; none where the table lacks it."""
    return _table(code)[1].get(lemma, ())


@cache
def related(lemma: str, code: str) -> tuple[str, ...]:
    """Forms of an unknown word made as those of the longest known word that it ends in: `віцепрезидент` as `президент`."""
    if known(lemma, code):
        return ()
    for at in range(1, len(lemma) - SHORTEST + 1):
        if forms := known(lemma[at:].lstrip("-'"), code):
            return tuple(lemma[: len(lemma) - len(lemma[at:].lstrip("-'"))] + form for form in forms)
    return ()
