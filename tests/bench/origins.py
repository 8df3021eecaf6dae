"""Origins: annotated stories grouped by origin, link kinds and drift, beside MinHash LSH, titles and meaning alone.

`python -m tests.bench origins` measures on every half of the story set that is there; `python tests/bench/origins.py FILE...` on files.
Two reports belong together where they share an origin, of those they stand under. B-cubed is the extended one, for reports that stand under
several (Amigo and others, "A comparison of extrinsic clustering evaluation
metrics based on formal constraints", Information Retrieval 2009).
"""

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import msgspec

from tests.bench import peer_origins
from tocsin.collect.files import Collected, collect
from tocsin.corroborate import corroborate
from tocsin.engine import encoding
from tocsin.library import problems, sources, yardsticks
from tocsin.model import Drift, Link, Origin, Reading, Report, report_id
from tocsin.model.base import utc
from tocsin.read import Reader

STORIES = Path(__file__).parent / "data" / "stories"
EXAMPLES = Path(__file__).parents[3] / "shared" / "examples" / "stories.jsonl"
PROBLEM = "nuclear-escalation"
KINDS = ("original", "copy", "rewrite", "translation", "citation")
SHARED_WORDS = 0.5
"""share of the shorter words of a drift that both have, to be one drift"""

Groups = Sequence[frozenset[str]]
"""for each report, the origins that it stands under"""


class Story(NamedTuple):
    """Reports with the annotations of each."""

    reports: list[Report]
    golds: list[dict[str, Any]]


class Shares(NamedTuple):
    """Precision, recall and F1 of one measure."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)

    def __str__(self) -> str:
        return f"{self.precision:.3f} / {self.recall:.3f} / {self.f1:.3f}"


def load(path: Path) -> Story:
    """The stories of a file in the form of the annotated examples."""
    from datetime import UTC, datetime

    golds = [json.loads(line)["gold"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    items = list(collect([str(path)], clock=datetime(2026, 1, 1, tzinfo=UTC)))
    reports = [msgspec.structs.replace(item.report, extra={}) for item in items if isinstance(item, Collected)]
    if len(reports) != len(golds):
        raise SystemExit(f"{path}: {len(golds) - len(reports)} lines were refused")
    return Story(reports, golds)


def true_groups(golds: Sequence[Mapping[str, Any]]) -> Groups:
    """The origins that a careful reader puts each report under."""
    return [frozenset({gold["origin"], *(also["origin"] for also in gold.get("also", []))}) for gold in golds]


def found_groups(reports: Sequence[Report], origins: Sequence[Origin]) -> Groups:
    """The origins that the program puts each report under."""
    under: dict[str, set[str]] = {report.id: set() for report in reports}
    for origin in origins:
        for link in origin.reports:
            under[link.id].add(origin.id)
    return [frozenset(under[report.id]) for report in reports]


def pairwise(true: Groups, found: Groups) -> Shares:
    """Over pairs of reports: how many of those put together belong together, and the reverse."""
    counted = Counter((bool(true[a] & true[b]), bool(found[a] & found[b])) for a, b in combinations(range(len(true)), 2))
    both = counted[True, True]
    return Shares(both / max(1, both + counted[False, True]), both / max(1, both + counted[True, False]))


def bcubed(true: Groups, found: Groups) -> Shares:
    """Extended B-cubed: over reports, the mean over its companions of how far the shared origins agree in number."""
    sides = []
    for one, other in ((found, true), (true, found)):
        means = []
        for number, mine in enumerate(one):
            beside = [place for place, theirs in enumerate(one) if mine & theirs]
            shares = [min(len(mine & one[place]), len(other[number] & other[place])) / len(mine & one[place]) for place in beside]
            means.append(sum(shares) / max(1, len(shares)))
        sides.append(sum(means) / max(1, len(means)))
    return Shares(*sides)


def links(story: Story, origins: Sequence[Origin]) -> tuple[float, float, dict[str, Shares]]:
    """Share of reports whose main link is of the right kind, whose parent is right, and precision and recall of each kind."""
    main = _main_links(story, origins)
    ids = {report.source_id: report.id for report in story.reports}
    right = sum(main[report.id].link == gold["link"] for report, gold in zip(story.reports, story.golds, strict=True))
    parents = sum(main[report.id].parent == ids.get(gold["parent"]) for report, gold in zip(story.reports, story.golds, strict=True))
    kinds = {}
    for kind in KINDS:
        got = [main[report.id].link == kind for report in story.reports]
        want = [gold["link"] == kind for gold in story.golds]
        both = sum(a and b for a, b in zip(got, want, strict=True))
        kinds[kind] = Shares(both / max(1, sum(got)), both / max(1, sum(want)))
    return right / len(main), parents / len(main), kinds


def _main_links(story: Story, origins: Sequence[Origin]) -> dict[str, Link]:
    """Of each report, the link in the earliest origin that it hangs under; where it is an original of some, that."""
    found: dict[str, Link] = {}
    for origin in origins:
        for link in origin.reports:
            if link.id not in found or (link.link == "original" and found[link.id].link != "original"):
                found[link.id] = link
    return found


def drifts(story: Story, origins: Sequence[Origin]) -> dict[str, Shares]:
    """Precision and recall of drift by kind: the right report, the right kind, words that meet; `inherited` and `all` beside."""
    found: dict[str, list[tuple[Drift, bool]]] = {report.id: [] for report in story.reports}
    for origin in origins:
        for link in origin.reports:
            known = {(drift.kind, drift.span) for drift, _ in found[link.id]}
            found[link.id] += [(drift, drift.inherited) for drift in link.drift if (drift.kind, drift.span) not in known]
    hit: Counter[str] = Counter()
    got: Counter[str] = Counter()
    want: Counter[str] = Counter()
    for report, gold in zip(story.reports, story.golds, strict=True):
        left = list(found[report.id])
        got.update(name for drift, inherited in left for name in _names(drift.kind, inherited))
        for drift in gold["drift"]:
            want.update(_names(drift["kind"], bool(drift.get("inherited"))))
            meant = next((item for item in left if item[0].kind == drift["kind"] and _meet(item[0].words, drift["words"])), None)
            if meant is not None:
                left.remove(meant)
                hit[drift["kind"]] += 1
                hit["all"] += 1
                hit["inherited"] += meant[1] and bool(drift.get("inherited"))
    return {name: Shares(hit[name] / max(1, got[name]), hit[name] / max(1, want[name])) for name in sorted({*got, *want})}


def _names(kind: str, inherited: bool) -> tuple[str, ...]:
    return (kind, "all", "inherited") if inherited else (kind, "all")


def _meet(one: str, other: str) -> bool:
    mine, theirs = set(one.casefold().split()), set(other.casefold().split())
    return one in other or other in one or len(mine & theirs) >= SHARED_WORDS * min(len(mine), len(theirs))


def measure(path: Path) -> None:
    """Print every measure of one file of stories, and the peers beside."""
    story, known = load(path), sources.load()
    reader = Reader(problems.load(PROBLEM), yardsticks.load(), known, problems.weights(PROBLEM))
    readings = [reader.read(report) for report in story.reports]
    true = true_groups(story.golds)
    origins = corroborate(story.reports, readings, known, clock=max(reading.t_known for reading in readings), encoder=encoding.configured())
    found = found_groups(story.reports, origins)
    count = len({name for group in true for name in group})
    print(f"{path.stem}: {len(story.reports)} reports, {count} origins; precision / recall / F1")
    print(f"{'':34s} {'pairs':24s} {'B-cubed':24s} origins found - true")
    rows: list[tuple[str, Groups]] = [("Tocsin", found)]
    rows += peer_origins.rows(story.reports, lambda groups: pairwise(true, groups).f1)
    for name, groups in rows:
        distance = len({origin for group in groups for origin in group}) - count
        print(f"{name:34s} {pairwise(true, groups)!s:24s} {bcubed(true, groups)!s:24s} {distance:+d}")
    for language in sorted({reading.language or "?" for reading in readings}):
        part = [number for number, reading in enumerate(readings) if (reading.language or "?") == language]
        some = pairwise([true[number] for number in part], [found[number] for number in part])
        print(f"  inside {language}: {len(part)} reports, {some}")
    kind, parent, kinds = links(story, origins)
    print(f"main link: kind right {kind:.3f}, parent right {parent:.3f}; " + "; ".join(f"{name} F1 {kinds[name].f1:.2f}" for name in KINDS))
    for name, shares in drifts(story, origins).items():
        print(f"  drift {name:12s} {shares}")


AGENCY = {"fr": "Agence du Ponant", "en": "Ponant Agency", "ru": "Агентство «Западный ветер»", "uk": "Агентство «Західний вітер»"}
CREDIT = {"fr": "Source : {}", "en": "Source: {}", "ru": "Источник: {}", "uk": "Джерело: {}"}
WIRE = {
    "fr": "Trois convois couverts ont quitté mardi le dépôt de Karsk en direction de la gare, a dit à l'{} un cheminot.\n\n"
    "« Ils roulaient sans feux », raconte cet homme, qui a compté onze wagons. Aucun exercice n'est annoncé dans la région.",
    "en": "Three covered convoys left the Karsk depot for the railway station on Tuesday, a railwayman told {}.\n\n"
    '"They drove without lights," said the man, who counted eleven wagons. No exercise has been announced in the region.',
    "ru": "Три крытые колонны во вторник вышли с базы хранения в Карске в сторону станции, рассказал {} железнодорожник.\n\n"
    "«Ехали без огней», — говорит он; вагонов он насчитал одиннадцать. Учений в области не объявляли.",
    "uk": "Три криті колони у вівторок вийшли зі сховища в Карську в бік станції, розповів {} залізничник.\n\n"
    "«Їхали без вогнів», — каже він; вагонів нарахував одинадцять. Навчань в області не оголошували.",
}


def reprints() -> None:
    """Print the most origins found among 1 to 50 reprints of one report, with and without credit, in each language."""
    known = sources.load()
    reader = Reader(problems.load(PROBLEM), yardsticks.load(), known, problems.weights(PROBLEM))
    for language, text in WIRE.items():
        first = _made(text.format(AGENCY[language]), AGENCY[language], 0, language)
        for credited in (True, False):
            copies = [
                _made(
                    first.text + (f"\n\n{CREDIT[language].format(AGENCY[language])}" if credited else ""),
                    f"Outlet {place}",
                    place,
                    language,
                )
                for place in range(1, 51)
            ]
            reports = [first, *copies]
            readings = [reader.read(report) for report in reports]
            counts = {many: _origins(reports[: many + 1], readings[: many + 1], known) for many in (1, 2, 5, 10, 20, 50)}
            print(f"reprints {language} {'with' if credited else 'without'} credit: origins by number of reprints {counts}")


def _origins(reports: Sequence[Report], readings: Sequence[Reading], known: Sequence[Any]) -> int:
    return len(corroborate(reports, readings, known, clock=max(reading.t_known for reading in readings), encoder=encoding.configured()))


def _made(text: str, site: str, hour: int, language: str) -> Report:
    from datetime import UTC, datetime

    when = utc(datetime(2022, 10, 5, 6, tzinfo=UTC)) + timedelta(hours=hour)
    return Report(id=report_id(None, site, when, None, text), site=site, published_at=when, collected_at=when, language=language, text=text)


def main(paths: Sequence[str] = ()) -> None:
    """Measure on the files given, else on the halves of the story set, the two parts of the second development set, and the examples."""
    from tests.bench.retelling import parts

    with TemporaryDirectory() as folder:
        known = [STORIES / "dev.jsonl", *parts(Path(folder)), STORIES / "test.jsonl", EXAMPLES]
        for path in [Path(path) for path in paths] or [path for path in known if path.exists()]:
            measure(path)
    if not paths:
        reprints()


if __name__ == "__main__":
    main(sys.argv[1:])
