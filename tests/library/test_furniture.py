"""The words of furniture and of citing load, in our four languages, in the form that matching expects."""

from tocsin.library import citing, furniture


def test_every_language_has_its_words_in_small_letters() -> None:
    words = furniture.load()
    assert [item.language for item in words] == ["en", "fr", "ru", "uk"]
    for item in words:
        phrases = [
            *item.anywhere,
            *item.whole,
            *item.edge,
            *item.credit,
            *(term for groups in item.together for group in groups for term in group),
        ]
        assert phrases
        assert all(phrase == phrase.casefold() and "’" not in phrase and " :" not in phrase for phrase in phrases)
        assert len(phrases) > 25


def test_citing_words_do_not_contradict_each_other() -> None:
    words = citing.load()
    assert words.cites
    assert words.about
    assert not set(words.cites) & set(words.about)
    assert all(phrase == phrase.casefold() for phrase in (*words.cites, *words.about))
