"""A large ledger in no time: reports, readings and statements written as records, real in shape and invented in content (SYNTHETIC).

`python -m tests.bench large --reports=20000 --folder=DIR` makes a workspace there and says how long it took; without a folder, in a
temporary one. Nothing is read: what is measured on it is the ledger, relating, judging and the desk, and not the reader.

Shape: four languages; two years, news coming in stories of some days; 45% of reports tell something of their own, 25% are copies of an
earlier one, most of them cut, 20% tell it again in half new words with credit, 10% do so in another language with the names and numbers
kept. Every second story bears on an indicator of the shipped problem, in two of its five sentences; the others only on places and people.
The same seed and count give the same bytes.
"""

import argparse
import os
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple, TypeVar

from tocsin.engine import declarations, store
from tocsin.ledger import Ledger
from tocsin.model import Kept, Link, Name, Origin, Reading, Report, Speaker, Statement, Upstream, digest, report_id
from tocsin.model.declared import Entity, SourceProfile
from tocsin.model.origins import LinkKind
from tocsin.model.statements import Act, Polarity

T = TypeVar("T")
NOW = datetime(2026, 11, 1, 6, tzinfo=UTC)
DAYS, BATCH, SEED, SENTENCES = 730, 500, 20261129, 5
"""days that the reports spread over; reports an append; sentences, each a statement"""
WORDS, VOCABULARY, SITES = 16, 8_000, 120
"""drawn words a sentence; different ones a language; outlets that no source file describes"""
RECENT_DAYS, NEWEST = 4, 60
"""how far back a copy reaches, and the least number of stories that it is chosen from"""
HOW = ("own", "copy", "retold", "translated")
HOW_OFTEN = (0.45, 0.25, 0.20, 0.10)
LANGUAGES = ("en", "fr", "ru", "uk")
LETTERS = {
    "en": ("bdfgklmnprstvz", "aeiou"),
    "fr": ("bcdfglmnprstv", "aéiou"),
    "ru": ("бвгдзклмнпрст", "аеиоу"),
    "uk": ("бвгдзклмнпрст", "аеиоі"),
}
OPENINGS = {
    "en": ("said", "According to", "officials"),
    "fr": ("a dit", "Selon", "des responsables"),
    "ru": ("заявил", "Как сообщает", "чиновники"),
    "uk": ("заявив", "Як повідомляє", "посадовці"),
}
"""what somebody does who speaks; what credits an outlet; who speaks without a name"""
SEARCHES = {"en": "official say", "fr": "responsable dire", "ru": "чиновник заявить", "uk": "посадовець заявити"}
ACTS: tuple[Act, ...] = ("report", "assessment", "event", "threat", "denial", "warning")
ACTS_OFTEN = (0.45, 0.2, 0.12, 0.08, 0.08, 0.07)
POLARITIES: tuple[Polarity, ...] = ("raises", "neutral", "lowers")
POLARITIES_OFTEN = (0.4, 0.4, 0.2)
BEARING = 0.5
"""of stories"""
LISTED = ("person", "office", "institution", "organisation", "place", "system", "country")


class Sentence(NamedTuple):
    """One sentence of a story before it is written down: in a language, with where its names and its speaker stand."""

    text: str
    names: tuple[tuple[Entity, str, int], ...]
    """entity, its words, place in the sentence"""
    speaker: Speaker
    """whose words it begins with"""
    act: Act
    polarity: Polarity
    indicators: tuple[str, ...]


class Story(NamedTuple):
    """What one report told first, and who."""

    language: str
    outlet: str
    sentences: tuple[Sentence, ...]
    known: datetime


class Maker:
    """Draws stories. All that is random comes from one seed."""

    def __init__(self, seed: int = SEED) -> None:
        declared = declarations.load()
        self.rng = random.Random(seed)  # noqa: S311 - made-up words
        self.words = {language: self._vocabulary(language) for language in LANGUAGES}
        self.often = list(accumulate(1 / rank for rank in range(10, VOCABULARY + 10)))
        """how often each word stands, added up: some in every text, most in few"""
        self.indicators = tuple(one.id for one in declared.problem.indicators)
        self.named = tuple(one for one in declared.problem.gazetteer if one.type in LISTED and one.forms.get("en"))
        self.speakers = tuple(one for one in self.named if one.type in ("person", "office", "institution"))
        listed: Sequence[SourceProfile] = [one for one in declared.sources if one.sites and one.kind in ("agency", "outlet")][:20]
        self.outlets = (*(one.sites[0] for one in listed), *(f"outlet{n}.example" for n in range(SITES)))
        self.called = {one.sites[0]: one.name for one in listed}

    def _vocabulary(self, language: str) -> list[str]:
        made: dict[str, None] = {}
        while len(made) < VOCABULARY:
            made["".join(self.rng.choice(LETTERS[language][n % 2]) for n in range(self.rng.randint(4, 8)))] = None
        return list(made)

    def pick(self, among: Sequence[T]) -> T:
        """One of them, earlier ones more often: some are known to everybody."""
        return among[min(len(among) - 1, int(len(among) * self.rng.random() ** 2))]

    def story(self, known: datetime) -> Story:
        """Something new."""
        language, outlet = self.rng.choice(LANGUAGES), self.pick(self.outlets)
        indicator = (self.pick(self.indicators),) if self.rng.random() < BEARING else ()
        about = tuple(self.pick(self.named) for _ in range(3))
        figure = self.rng.randint(32, 9_000)
        said = tuple(self.sentence(language, about, figure, indicator if n < 2 else ()) for n in range(SENTENCES))
        return Story(language, outlet, said, known)

    def sentence(self, language: str, about: Sequence[Entity], figure: int, indicators: tuple[str, ...]) -> Sentence:
        """Somebody says something of what the story is about."""
        does, _, nameless = OPENINGS[language]
        who = self.pick(self.speakers) if self.rng.random() < 0.6 else None
        spoken = form(who, language) if who is not None else nameless
        spoken = spoken[0].upper() + spoken[1:]
        speaker = (
            Speaker(text=spoken, kind="named" if who.type == "person" else "office", entity=who.id, name=spoken)
            if who is not None
            else Speaker(text=spoken, kind="anonymous")
        )
        drawn = self.rng.choices(self.words[language], cum_weights=self.often, k=WORDS)
        meant = self.rng.choice(about)
        drawn.insert(6, form(meant, language))
        drawn.insert(10, str(figure))
        text = f"{spoken} {does} {' '.join(drawn)}."
        names = (
            *([(who, spoken, 0)] if who is not None else []),
            (meant, form(meant, language), text.index(form(meant, language), len(spoken) + len(does))),
        )
        (act,) = self.rng.choices(ACTS, ACTS_OFTEN)
        polarity: Polarity = "lowers" if act == "denial" else self.rng.choices(POLARITIES, POLARITIES_OFTEN)[0]
        return Sentence(text, names, speaker, act, polarity, indicators)

    def again(self, story: Story, how: str, known: datetime) -> Story:
        """The same told by another outlet."""
        outlet = self.pick(self.outlets)
        if how == "copy":
            kept = story.sentences[: self.rng.randint(3, SENTENCES)]
            return Story(story.language, outlet, kept, known)
        others = [one for one in LANGUAGES if one != story.language]
        language = self.rng.choice(others) if how == "translated" else story.language
        return Story(language, outlet, tuple(self._anew(one, language, how) for one in story.sentences), known)

    def _anew(self, said: Sentence, language: str, how: str) -> Sentence:
        about, figure = [said.names[-1][0]], int(next(word for word in said.text.split() if word.isdigit()))
        made = self.sentence(language, about, figure, said.indicators)
        if how == "retold":  # half of the words stay
            mine, theirs = made.text.rstrip(".").split(), said.text.rstrip(".").split()
            half, (_, words, at) = len(mine) // 2, made.names[-1]
            if at + len(words) <= len(" ".join(mine[:half])):
                made = made._replace(text=" ".join([*mine[:half], *theirs[half:]]) + ".")
        return made._replace(act=said.act, polarity=said.polarity)


def form(entity: Entity, language: str) -> str:
    """What an entity is called."""
    forms = entity.forms.get(language) or entity.forms["en"]
    return forms[0]


class Told(NamedTuple):
    """One report as records, which report told its story first, and how it has it."""

    records: list[Kept]
    first: int
    how: str


def told(count: int, seed: int = SEED) -> Iterator[Told]:
    """Reports with their readings and statements, oldest first."""
    maker, step = Maker(seed), timedelta(days=DAYS) / count
    newest = max(NEWEST, count * RECENT_DAYS // DAYS)
    stories: list[tuple[int, Story]] = []
    for number in range(count):
        known = NOW - timedelta(days=DAYS) + step * number
        how = maker.rng.choices(HOW, HOW_OFTEN)[0] if stories else "own"
        if how == "own":
            story = maker.story(known)
            stories.append((number, story))
            yield Told(written(story, None, number, maker), number, how)
            continue
        first, source = stories[-1 - maker.rng.randrange(min(newest, len(stories)))]
        again = maker.again(source, how, known)
        yield Told(written(again, source if how in ("retold", "translated") else None, number, maker), first, how)


def batches(count: int, seed: int = SEED) -> Iterator[list[Kept]]:
    """All records in appends of `BATCH` reports."""
    some: list[Kept] = []
    for number, one in enumerate(told(count, seed), 1):
        some += one.records
        if number % BATCH == 0 or number == count:
            yield some
            some = []


LINKS: dict[str, LinkKind] = {"own": "original", "copy": "copy", "retold": "rewrite", "translated": "translation"}


def origins(count: int, seed: int = SEED) -> tuple[Origin, ...]:
    """The origins as who made the reports knows them: what the desk shows can be measured without relating anything."""
    names: list[str] = []
    under: dict[int, list[tuple[Link, list[Statement]]]] = {}
    for one in told(count, seed):
        report = next(record for record in one.records if isinstance(record, Report))
        names.append(report.id)
        link = Link(
            id=report.id,
            link=LINKS[one.how],
            parent=None if one.how == "own" else names[one.first],
            confidence=0.9,
            t_known=report.collected_at,
        )
        under.setdefault(one.first, []).append((link, [record for record in one.records if isinstance(record, Statement)]))
    return tuple(
        Origin(
            id=digest("origin", names[first]),
            kind="own-reporting",
            publisher=None,
            first_seen=found[0][0].t_known,
            claim=found[0][1][0].text,
            upstream=Upstream(status="unknown"),
            statements=tuple(said.id for _, some in found for said in some),
            reports=tuple(link for link, _ in found),
            synthetic=True,
        )
        for first, found in under.items()
    )


def written(story: Story, source: Story | None, number: int, maker: Maker) -> list[Kept]:
    """A report as the reader would have left it: report, reading, statements. `source`: whom it credits."""
    credit = ""
    if source is not None:
        credit = f"{OPENINGS[story.language][1]} {maker.called.get(source.outlet, source.outlet)}. "
    starts, at = [], len(credit)
    for one in story.sentences:
        starts.append(at)
        at += len(one.text) + 1
    text = credit + " ".join(one.text for one in story.sentences)
    url = f"https://{story.outlet}/{number}"
    identity = report_id(url, story.outlet, story.known, None, text)
    base = {"t_known": story.known, "synthetic": True}
    said: list[Statement] = []
    every: list[Name] = []
    for place, (start, one) in enumerate(zip(starts, story.sentences, strict=True)):
        end = start + len(one.text)
        names = tuple(
            Name(text=words, span=(start + at, start + at + len(words)), id=entity.id, type=entity.type) for entity, words, at in one.names
        )
        every += names
        said.append(
            Statement(
                id=digest(identity, place),
                report=identity,
                span=(start, end),
                text=one.text,
                content_span=(start, end),
                speaker=Speaker(
                    text=one.speaker.text,
                    span=(start, start + len(one.speaker.text or "")),
                    kind=one.speaker.kind,
                    entity=one.speaker.entity,
                    name=one.speaker.name,
                ),
                act=one.act,
                polarity=one.polarity,
                indicators=one.indicators,
                names=names,
                **base,  # type: ignore[arg-type]  # a moment and a flag
            )
        )
    chain = (story.outlet, *([maker.called.get(source.outlet, source.outlet)] if source is not None else []))
    report = Report(
        id=identity, url=url, site=story.outlet, published_at=story.known, collected_at=story.known,
        language=story.language, text=text, synthetic=True,
    )  # fmt: skip
    reading = Reading(
        report=identity, language=story.language, site=story.outlet, published_at=story.known, chain=chain, names=tuple(every),
        **base,  # type: ignore[arg-type]  # a moment and a flag
    )  # fmt: skip
    return [report, reading, *said]


def fill(folder: Path, count: int) -> tuple[float, float]:
    """A workspace with that many reports; seconds on the clock and of processor that making and keeping them took."""
    place = store.create(folder, "nuclear-escalation")
    began, spent = time.perf_counter(), time.process_time()
    with Ledger.open(place.folder, write=True) as ledger:
        for batch in batches(count):
            ledger.append(batch, clock=NOW)
    return time.perf_counter() - began, time.process_time() - spent


def main(words: Sequence[str] = ()) -> None:
    """Make one and say what it took."""
    given = argparse.ArgumentParser(prog="large")
    given.add_argument("--reports", type=int, default=5_000)
    given.add_argument("--folder", type=Path, default=None)
    asked = given.parse_args(list(words))
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.folder or Path(scratch) / "w"
        took, spent = fill(folder, asked.reports)
        size = sum(path.stat().st_size for path in folder.glob("ledger.sqlite*"))
        held, load = f"{asked.reports:,} reports, {size / 1e6:,.0f} MB", os.getloadavg()[0]
        print(f"{held}: {took:.0f} s on the clock, {spent:.0f} s of processor; load {load:.1f}")
