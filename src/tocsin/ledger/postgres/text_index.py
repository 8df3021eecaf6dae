"""Search on PostgreSQL: a GIN index finds the texts, the lemmas say how often each word stands in them, and BM25 as FTS5 has it ranks.

The formula is FTS5's (Robertson and Zaragoza 2009, eq. 3.15, k1 = 1.2, b = 0.75), phrase by phrase, so that the same ledger gives the
same hits in the same order from either store.
"""

from collections.abc import Iterator, Sequence
from math import log

from sqlalchemy import ColumnClause, ColumnElement, Float, Text, cast, func, literal, literal_column, or_, select, true
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.engine import Connection
from sqlalchemy.sql.selectable import LateralFromClause

from tocsin.ledger.asked import Match, Terms, spellings
from tocsin.ledger.postgres.tables import HEAD, LONGEST, SIZE, TERMS
from tocsin.ledger.schema import BODY, WORDS

K1, B = 1.2, 0.75
LEAST_IDF = 1e-6
"""what FTS5 gives a word that stands in more than half of all texts"""
SPACE = " "
FIRST_ROWS, MORE_ROWS = 200, 5_000
"""rows fetched at first, and then at a time: the driver holds all that a question answers"""


class Phrase:
    """One spelling of a term: how it is looked for."""

    def __init__(self, words: Sequence[str], prefix: bool) -> None:
        self.words, self.prefix = tuple(words), prefix

    @property
    def tsquery(self) -> str:
        """Its words, in any order: what the index can say. Quoted as the manual's 8.11.2 has it."""
        last = len(self.words) - 1
        return " & ".join(_quoted(word, self.prefix and place == last) for place, word in enumerate(self.words))

    @property
    def spelt(self) -> str:
        """It as it stands in the lemmas, when each has a space before and after."""
        return SPACE + (SPACE * 2).join(self.words) + ("" if self.prefix else SPACE)

    @property
    def overlaps(self) -> bool:
        """May one occurrence begin inside another? Only then is counting by replacement not enough."""
        return any(self.words[:length] == self.words[-length:] for length in range(1, len(self.words)))


def matches(connection: Connection, terms: Terms, language: str | None, conditions: Sequence[ColumnElement[bool]]) -> Iterator[Match]:
    """Rows of `words` in which every term occurs, best first."""
    asked = [[Phrase(spelt, words[-1].prefix) for spelt in spellings(words)] for words in terms]
    phrases = [phrase for some in asked for phrase in some]
    texts, tokens, *held = _counted(connection, phrases)
    average = tokens / max(1, texts)
    spread = _spread()
    asking = select(*(_often(spread, phrase).label(f"f{place}") for place, phrase in enumerate(phrases)))
    often = asking.correlate(spread).offset(_KEEP).lateral("often")
    counts = [often.c[f"f{place}"] for place in range(len(phrases))]
    share = K1 * (1 - B + B * cast(SIZE, Float) / literal(average or 1.0, Float))
    score: ColumnElement[float] = literal(0.0, Float)
    for count, having in zip(counts, held, strict=True):
        idf = max(LEAST_IDF, log((texts - having + 0.5) / (having + 0.5)))
        score = score + literal(idf, Float) * (count * (K1 + 1)) / (count + share)
    occur = []
    place = 0
    for some in asked:
        occur.append(or_(*(counts[place + step] > 0 for step in range(len(some)))))
        place += len(some)
    query = " & ".join("(" + " | ".join(f"({phrase.tsquery})" for phrase in some) + ")" for some in asked)
    question = (
        select(WORDS.c.seq, WORDS.c.part, WORDS.c.language, score.label("score"))
        .select_from(WORDS.join(BODY, BODY.c.seq == WORDS.c.seq).join(spread, true()).join(often, true()))
        .where(_may(query), *occur, *conditions)
        .order_by(literal_column("score").desc(), WORDS.c.id)
    )
    if language:
        question = question.where(WORDS.c.language == language)
    start, size = 0, FIRST_ROWS
    while rows := connection.execute(question.offset(start).limit(size)).all():
        yield from ((row.seq, row.part, row.language, row.score) for row in rows)
        if len(rows) < size:
            return
        start, size = start + size, MORE_ROWS


_KEEP: ColumnClause[int] = literal_column("0")
"""an offset of nothing keeps the planner from computing the same thing again for every use of it"""


def _spread() -> LateralFromClause:
    """The lemmas of a text, each with a space before and after."""
    made = literal(SPACE, Text) + func.replace(WORDS.c.lemmas, SPACE, SPACE * 2) + literal(SPACE, Text)
    return select(made.label("text")).correlate(WORDS).offset(_KEEP).lateral("spread")


def _often(spread: LateralFromClause, phrase: Phrase) -> ColumnElement[float]:
    """How many times a phrase stands in a text."""
    if phrase.overlaps:
        return cast(func.regexp_count(spread.c.text, f"(?={phrase.spelt})"), Float)
    without = func.char_length(func.replace(spread.c.text, phrase.spelt, ""))
    return cast((func.char_length(spread.c.text) - without) / len(phrase.spelt), Float)


def _may(query: str) -> ColumnElement[bool]:
    """Texts that the index names, and those that are too large for it."""
    return or_(TERMS.bool_op("@@")(cast(literal(query, Text), TSQUERY)), TERMS.is_(None))


def _counted(connection: Connection, phrases: Sequence[Phrase]) -> Sequence[int]:
    """How many texts and words are indexed, and how many texts have each phrase: in one question, for each is a round trip."""
    having = []
    for phrase in phrases:
        question = select(func.count()).select_from(WORDS).where(_may(phrase.tsquery))
        if len(phrase.words) > 1 or len(phrase.words[0]) > LONGEST:
            spread = _spread()
            question = select(func.count()).select_from(WORDS.join(spread, true()))
            question = question.where(_may(phrase.tsquery), func.strpos(spread.c.text, phrase.spelt) > 0)
        having.append(question.scalar_subquery())
    return tuple(connection.execute(select(HEAD.c.texts, HEAD.c.tokens, *having)).one())


def _quoted(word: str, prefix: bool) -> str:
    return "'" + word[:LONGEST].replace("\\", "\\\\").replace("'", "''") + "'" + (":*" if prefix else "")
