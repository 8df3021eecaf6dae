"""A synthetic stream of reports with planted reuse, whose words follow each other as in translated news in four languages.

Sentences are walks over the word pairs of `../shared/data/ntrex128` (Federmann, Kocmi and Xin 2022), so that turns of phrase recur as they
do in news, with names of a topic mixed in; independent reports of one topic share quotations. Each outlet has furniture that changes a
little from report to report, teasers of other stories, and for some the furniture of a sister outlet.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FILES = {"en": "newstest2019-src.eng", "fr": "newstest2019-ref.fra", "ru": "newstest2019-ref.rus", "uk": "newstest2019-ref.ukr"}
REUSE = ("verbatim", "cut", "reordered", "reworded", "heavily reworded", "lifted")
KINDS = (*REUSE, "updated")
START = datetime(2026, 3, 1, tzinfo=UTC)
DAYS = 20
CHANGED = {"reworded": 0.15, "heavily reworded": 0.3}

_MARKS = str.maketrans(dict.fromkeys('«»“”„"'))
"""a walk would open quotations without closing them"""

Sentence = list[str]


class Planted(NamedTuple):
    """One synthetic report: its text, its family (one source text and everything planted from it), and how it was made."""

    text: str
    family: int
    kind: str
    outlet: int
    language: str
    at: datetime


class Walk:
    """Sentences of one language, as walks over its word pairs."""

    def __init__(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8").translate(_MARKS)
        lines = [line.split() for line in text.splitlines()]
        number = {word: place for place, word in enumerate(sorted({word for line in lines for word in line}), 1)}
        self.words = ["", *number]
        follows: list[list[int]] = [[] for _ in self.words]
        for line in lines:
            for one, next_ in zip(["", *line[:-1]], line, strict=True):
                follows[number.get(one, 0)].append(number[next_])
        self.all = np.array([number[word] for line in lines for word in line])
        for place, after in enumerate(follows):
            if not after:
                follows[place] = self.all[:1].tolist()
        self.count = np.array([len(after) for after in follows])
        self.first = np.concatenate([[0], np.cumsum(self.count)[:-1]])
        self.follows = np.concatenate([np.array(after) for after in follows])

    def sentences(self, draw: np.random.Generator, count: int) -> Iterator[Sentence]:
        """`count` sentences of 9 to 30 words; one step in seven goes anywhere, as only few pairs are known."""
        lengths = draw.integers(9, 31, count)
        at = np.zeros(count, dtype=np.intp)
        steps: list[NDArray[np.intp]] = []
        for _ in range(30):
            step = self.follows[self.first[at] + (draw.random(count) * self.count[at]).astype(np.intp)]
            at = np.where(draw.random(count) < 1 / 7, self.all[draw.integers(0, len(self.all), count)], step)
            steps.append(at)
        for row, length in zip(np.stack(steps, axis=1).tolist(), lengths.tolist(), strict=True):
            yield [self.words[place].strip('.«»“”„"') or "—" for place in row[:length]]


class World:
    """Outlets, topics and sentences to draw from, from one seed."""

    def __init__(self, data: Path, seed: int, outlets: int = 300) -> None:
        self.rng, self.draw = random.Random(seed), np.random.default_rng(seed)  # noqa: S311
        self.walks = {language: Walk(data / f"{file}.txt") for language, file in FILES.items()}
        self._ready: dict[str, list[Sentence]] = {language: [] for language in FILES}
        rng, languages = self.rng, list(FILES)
        self.language = [rng.choice(languages) for _ in range(outlets)]
        self.noise = [rng.choice((0.0, 0.0, 0.02, 0.05, 0.1)) for _ in range(outlets)]
        self.lines = [rng.random() < 0.8 for _ in range(outlets)]
        self.above = [[self.sentence(at) for _ in range(rng.choice((0, 0, 1, 2)))] for at in self.language]
        self.below = [[self.sentence(at) for _ in range(rng.randint(1, 4))] for at in self.language]
        for outlet in range(outlets):
            sister = rng.randrange(outlets)
            if rng.random() < 0.1 and self.language[sister] == self.language[outlet]:
                self.below[outlet] = self.below[sister]
        self.teasers: list[list[Sentence]] = [[self.sentence(at)[:9] for _ in range(3)] for at in self.language]
        self.of = {language: [number for number, at in enumerate(self.language) if at == language] for language in languages}

    def sentence(self, language: str) -> Sentence:
        """One sentence, drawn in bulk behind the scenes."""
        ready = self._ready[language]
        if not ready:
            ready.extend(self.walks[language].sentences(self.draw, 20_000))
        return ready.pop()

    def render(self, body: list[Sentence], outlet: int) -> str:
        """`body` as `outlet` shows it."""
        rng, language = self.rng, self.language[outlet]
        around = [[self._noisy(piece, self.noise[outlet], language) for piece in side] for side in (self.above[outlet], self.below[outlet])]
        teasers = [rng.choice(self.teasers[outlet]) for _ in range(2)] if self.noise[outlet] else []
        self.teasers[outlet][rng.randrange(3)] = body[0][:9]
        pieces = [*around[0], *body, *teasers, *around[1]]
        joined = [" ".join(piece) + "." for piece in pieces]
        if not self.lines[outlet]:
            return " ".join(joined)
        return "\n".join(joined)

    def _noisy(self, piece: Sentence, share: float, language: str) -> Sentence:
        return piece if not share else self.changed(piece, share, language)

    def changed(self, piece: Sentence, share: float, language: str) -> Sentence:
        """`piece` with a share of its words replaced by others of the language."""
        walk, rng = self.walks[language], self.rng
        return [walk.words[walk.all[rng.randrange(len(walk.all))]] if rng.random() < share else word for word in piece]


def stream(data: Path, count: int, seed: int, outlets: int = 300) -> list[Planted]:
    """`count` reports in order of time, of which about a quarter reuse an earlier one."""
    world = World(data, seed, outlets)
    made: list[Planted] = []
    family = 0
    while len(made) < count:
        family += 1
        made.extend(_family(world, family, max(50, count // 150)))
    made.sort(key=lambda planted: planted.at)
    return made[:count]


def _family(world: World, family: int, topics: int) -> Iterator[Planted]:
    rng = world.rng
    outlet = rng.randrange(len(world.language))
    language, topic = world.language[outlet], rng.randrange(topics)
    body = _article(world, language, topic)
    at = START + timedelta(days=rng.random() * DAYS)
    yield Planted(world.render(body, outlet), family, "original", outlet, language, at)
    if rng.random() < 0.1:
        for kind in rng.choices(REUSE, k=rng.randint(1, 5)):
            reuser = rng.choice(world.of[language])
            later = at + timedelta(hours=rng.expovariate(1 / 20))
            yield Planted(world.render(_reuse(world, body, kind, language, topic), reuser), family, kind, reuser, language, later)
    if rng.random() < 0.04:
        for _ in range(rng.randint(1, 4)):
            # The outlet itself goes on with its story: a new beginning, a sentence more, a word changed.
            body = [world.sentence(language), *body[rng.randint(0, 2) :]]
            at += timedelta(hours=rng.expovariate(1 / 6))
            yield Planted(world.render(body, outlet), family, "updated", outlet, language, at)


def _article(world: World, language: str, topic: int) -> list[Sentence]:
    rng, named = world.rng, random.Random(topic)  # noqa: S311
    names = [f"{named.choice(('Kar', 'Ols', 'Вер', 'Мар', 'Tan'))}{named.randrange(10**5)}" for _ in range(12)]
    body = []
    for _ in range(rng.randint(8, 24)):
        sentence = world.sentence(language)
        sentence = [rng.choice(names) if rng.random() < 0.06 else word for word in sentence]
        body.append(sentence)
    if rng.random() < 0.15:
        walk = world.walks[language]
        said = [walk.words[walk.all[named.randrange(len(walk.all))]].strip('.«»“”„"') or "—" for _ in range(named.randint(18, 30))]
        body.insert(rng.randrange(len(body)), ["«" + said[0], *said[1:-1], said[-1] + "»"])
    return body


def _reuse(world: World, body: list[Sentence], kind: str, language: str, topic: int) -> list[Sentence]:
    rng = world.rng
    if kind == "verbatim":
        return body
    if kind == "cut":
        return body[: max(3, int(len(body) * rng.uniform(0.3, 0.6)))]
    if kind == "reordered":
        return rng.sample(body, len(body))
    if kind == "lifted":
        own, start = _article(world, language, topic), rng.randrange(len(body) - 1)
        place = rng.randrange(len(own))
        return own[:place] + body[start : start + 2] + own[place:]
    return [world.changed(piece, CHANGED[kind], language) for piece in body]
