"""Which words of a record can be searched: titles and texts of reports, statements, alone or inside a reading."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tocsin.ledger import lemmas
from tocsin.model import Kept, Reading, Record, Report, Statement, digest

KINDS = ("report", "statement", "reading")
TITLE, TEXT = "title", "text"
STATEMENT = "statement:"
"""followed by the place of the statement in its reading"""


class Part(Record, frozen=True, kw_only=True):
    """Lemmas of one part of a record."""

    name: str
    language: str
    lemmas: str


def languages(records: Sequence[Kept]) -> dict[str, str]:
    """What the readings among `records` say of their reports' languages."""
    return {record.report: record.language for record in records if isinstance(record, Reading) and record.language}


def texts(record: Kept) -> Iterator[tuple[str, str]]:
    """Name and words of each part of a record that can be searched."""
    match record:
        case Report():
            if record.title:
                yield TITLE, record.title
            yield TEXT, record.text
        case Statement():
            yield TEXT, record.text
        case Reading():
            for place, statement in enumerate(record.statements):
                yield f"{STATEMENT}{place}", statement.text


def parts(record: Kept, known: Mapping[str, str]) -> Iterator[Part]:
    """The parts of a record for the text index. known: languages of reports, as read."""
    language: str | None = None
    for name, text in texts(record):
        if language is None:
            language = _language(record, known)
        yield Part(name=name, language=language, lemmas=lemmas.lemmas(text, language))


def words_digest(seq: int, part: str, language: str, lemmas: str) -> str:
    """What a row of `words` carries beside its columns."""
    return digest(seq, part, language, lemmas)


def differing(record: Kept, held: Iterable[tuple[str, str, str]]) -> str | None:
    """Why `held` (part, language, lemmas) is not what the index should hold of a record, or None."""
    expected = dict(texts(record))
    seen = set()
    for name, language, found in held:
        if name not in expected or name in seen:
            return f"the text index holds {name!r}, which the record has not"
        seen.add(name)
        if lemmas.lemmas(expected[name], language) != found:
            return f"the text index of {name!r} does not agree with the payload"
    missing = sorted(expected.keys() - seen)
    return f"the text index lacks {', '.join(missing)}" if missing else None


def _language(record: Kept, known: Mapping[str, str]) -> str:
    match record:
        case Report():
            if known.get(record.id) in lemmas.LANGUAGES:
                return known[record.id]
            return lemmas.language_of(record.text, record.language)
        case Reading():
            return record.language if record.language in lemmas.LANGUAGES else ""
        case Statement():
            return known.get(record.report) or lemmas.language_of(record.text, None)
    return ""
