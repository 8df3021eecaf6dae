"""Bodies: what a site repeats goes, also from its first reports; what stands only in its story, and all else, stays as written."""

import random
from datetime import UTC, datetime

from tests.corroborate.copies.test_index import VOCABULARY, article

from tocsin.corroborate.copies import bodies
from tocsin.model import Report
from tocsin.model.base import utc

CLOCK = utc(datetime(2026, 3, 1, tzinfo=UTC))


def report(number: int, text: str, site: str | None = "one.example") -> Report:
    return Report(id=str(number), site=site, collected_at=CLOCK, text=text)


def test_repeated_lines_go_and_the_rest_stays_as_written() -> None:
    rng = random.Random(1)  # noqa: S311
    above, below = " ".join(rng.choices(VOCABULARY, k=20)), " ".join(rng.choices(VOCABULARY, k=30))
    own = [f"«{article(rng, 90)}»\n— {article(rng, 40)}" for _ in range(4)]
    texts = [f"{above}\n{text}\n{below.replace(VOCABULARY[0], str(number))} {number}" for number, text in enumerate(own)]
    kept = bodies([report(number, text) for number, text in enumerate(texts)])
    for text, body in zip(own, kept, strict=True):
        assert text.split("\n")[1][2:-1] in body
        assert text[:200] in body
        assert above not in body
        assert below[:100] not in body


def test_texts_without_repetition_or_site_are_left_alone() -> None:
    rng = random.Random(2)  # noqa: S311
    shared = article(rng, 60)
    texts = [f"{article(rng, 100)}\n{shared}" for _ in range(4)]
    assert bodies([report(number, text, None) for number, text in enumerate(texts)]) == texts
    assert bodies([report(number, text) for number, text in enumerate(texts[:2])]) == texts[:2]


def test_a_report_sent_again_and_again_stays_whole() -> None:
    text = article(random.Random(3), 200)  # noqa: S311
    assert bodies([report(number, text) for number in range(5)]) == [text] * 5
