"""What the register of doctrine comes to: versions of texts, which conditions hold on whose word, paraphrases beside the text."""

from datetime import date as Day

from tocsin.model.base import Record, Time
from tocsin.model.registers import Basis, Labels, Marked, Words


class ConditionRow(Record, frozen=True, kw_only=True):
    """One condition of a text."""

    matter: str
    article: str
    what: Labels
    elements: tuple[str, ...]


class TextRow(Record, frozen=True, kw_only=True):
    """One version of a doctrine."""

    id: str
    kind: str
    name: Labels
    date: Day
    in_force: bool
    """as of the moment asked"""
    conditions: tuple[ConditionRow, ...]
    note: Labels = {}
    source: str


class Changed(Record, frozen=True, kw_only=True):
    """A condition that both versions have, with what its parts gained and lost."""

    matter: str
    was_article: str
    article: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]


class Difference(Record, frozen=True, kw_only=True):
    """What one version says beside the one that it replaces, or that was announced before it."""

    was: str
    now: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[Changed, ...]


class HoldingRow(Record, frozen=True, kw_only=True):
    """On whose word a condition holds, or does not."""

    matter: str
    date: Day
    t_known: Time
    by: str
    side: str | None
    stance: str
    interested: bool
    basis: Basis
    what: Labels = {}
    source: str | None = None
    words: Words | None = None


class Beyond(Record, frozen=True, kw_only=True):
    """What a party said it would act on, of which the text then in force makes no condition."""

    line: str
    speaker: str
    date: Day
    text: str
    elements: tuple[str, ...]


class TermRow(Record, frozen=True, kw_only=True):
    """What a party counts under a term."""

    term: Labels
    date: Day
    by: str
    what: Labels
    disputed: str | None
    source: str


class Told(Record, frozen=True, kw_only=True):
    """One condition as a paraphrase tells it."""

    matter: str
    left_out: tuple[str, ...]
    """its parts that the paraphrase does not tell"""


class Paraphrase(Record, frozen=True, kw_only=True):
    """A press text that tells what a doctrine says, beside the text."""

    words: Words
    of: str
    """the text it is about: named by it, else the one in force on its day"""
    named: bool
    told: tuple[Told, ...]
    omitted: tuple[str, ...]
    """matters of the text that it does not tell"""
    added: tuple[str, ...]
    """elements that it tells and the text does not hold"""
    nearest: str
    """the text known then whose conditions it tells most fully"""


class Doctrine(Marked, frozen=True, kw_only=True):
    """The register of doctrine as of a moment."""

    as_of: Time
    checked: str | None
    texts: tuple[TextRow, ...]
    differences: tuple[Difference, ...]
    holdings: tuple[HoldingRow, ...]
    disputed: tuple[str, ...]
    """matters that one says hold and another denies"""
    beyond: tuple[Beyond, ...]
    terms: tuple[TermRow, ...]
    paraphrases: tuple[Paraphrase, ...]
