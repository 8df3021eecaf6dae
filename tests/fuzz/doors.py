"""Every way in for bytes that others wrote: what reads them, which golden bytes they begin from, and what must hold of what comes out.

`test_doors` compares this list with the code: an adapter, an instrument or a module that parses and stands here in no door is found.
"""

import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from tocsin.collect.adapters import registry as adapters
from tocsin.collect.fetching import bounded, robots
from tocsin.collect.fetching.recorded import Recorded
from tocsin.collect.files import Collected, Limits, RefusedInput, collect_bytes
from tocsin.errors import TocsinError
from tocsin.model import Report, from_json, to_json
from tocsin.sense.instruments import registry as instruments

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
CLOCK = datetime(2026, 11, 28, 12, tzinfo=UTC)
FOUND = "found"
"""stands for a format that is found out"""
Told = list[str]
"""for each piece `taken`, or `refused: ` and its reason"""
Taken = Callable[[bytes, Path, Limits], Told]


class Door(NamedTuple):
    """One way in. `take` is given bytes, an empty folder and limits, and raises nothing but what is told to a person."""

    name: str
    take: Taken
    seeds: tuple[str, ...]
    """globs under the golden folder; or texts, where they begin with `=`"""
    modules: tuple[str, ...]
    """files under src/tocsin whose parsers it leads to"""

    def begins(self) -> list[bytes]:
        """Sound bytes to begin from."""
        held: list[bytes] = []
        for seed in self.seeds:
            if seed.startswith("="):
                held.append(seed[1:].encode())
            else:
                held += [path.read_bytes() for path in sorted(GOLDEN.glob(seed)) if not path.name.endswith(".expected.json")]
        return held


def through(door: Door, raw: bytes, folder: Path, limits: Limits) -> Told:
    """What a door makes of bytes; what it says to a person counts as a refusal and has to say what, and where or what to do."""
    try:
        return door.take(raw, folder, limits)
    except TocsinError as error:
        told = error
    listed = getattr(told, "mistakes", None) or getattr(told, "findings", None)
    assert listed or (told.what and (told.todo or told.where))
    return [f"refused: {getattr(told, 'reason', type(told).__name__)}"]


def checked(items: Iterator[Collected | RefusedInput]) -> Iterator[str]:
    """What holds for every report and every refusal."""
    any_yet = False
    for item in items:
        any_yet = True
        if isinstance(item, Collected):
            report = item.report
            assert report.text.strip("\ufeff \t\r\n\x0b\x0c")
            assert from_json(Report, to_json(report)) == report
            assert all(0 <= start < end <= len(report.text) for start, end in report.furniture)
            yield "taken"
        else:
            record = item.record
            assert record.reason
            assert record.what
            assert record.todo
            assert record.where
            assert record.kept == len(item.blob) <= record.size
            assert to_json(record)
            yield f"refused: {record.reason}"
    assert any_yet, "nothing came out: neither a report nor a refusal"


def _collect(form: str, raw: bytes, folder: Path, limits: Limits) -> Told:
    named = None if form == FOUND else form
    return list(checked(collect_bytes(raw, "x.bin", clock=CLOCK, form=named, limits=limits)))


def _instrument(name: str, raw: bytes, folder: Path, limits: Limits) -> Told:
    from tests.sense.instruments.feeds import AREAS
    from tocsin.library import instruments as declared
    from tocsin.sense.instruments.contract import Taking

    about = declared.get(name)
    told = []
    for one in instruments.get(name).parse(io.BytesIO(raw), Taking("x", CLOCK, about, AREAS, None, None, False, limits)):
        if isinstance(one, RefusedInput):
            assert one.record.reason
            assert one.record.what
            assert one.record.todo
            told.append(f"refused: {one.record.reason}")
        else:
            assert to_json(one)
            told.append("taken")
    return told or ["taken"]


def _elements(raw: bytes, folder: Path, limits: Limits) -> Told:
    from tocsin.sense.orbits import element_archives, element_files
    from tocsin.sense.orbits.element_checks import Collecting

    path = folder / "sets"
    path.write_bytes(raw)
    element_archives.holds_sets(path)
    told = []
    for _, stream in element_archives.inside(io.BytesIO(raw), "x", limits, CLOCK):
        for one in element_files.read(stream, Collecting(clock=CLOCK)):
            told.append("taken" if isinstance(one, element_files.Set) else f"refused: {one.reason}")
    return told or ["taken"]


def _catalogue(raw: bytes, folder: Path, limits: Limits) -> Told:
    from tocsin.sense.imagery import catalogue
    from tocsin.sense.orbits import stac_covers

    (folder / "catalog.json").write_bytes(raw)
    list(stac_covers.read(folder, CLOCK))
    found = catalogue.read(folder, now=CLOCK)
    return [*("taken" for _ in found.items), *(f"refused: {one.reason}" for one in found.refused)] or ["taken"]


def _answered(raw: bytes, folder: Path, limits: Limits) -> Told:
    from tocsin.collect.fetching.results import Fetched
    from tocsin.sense.imagery import items, remote

    page = remote.answered(
        Fetched(url="https://example.org/", final_url="https://example.org/", outcome="new", at=CLOCK, body=raw), "service"
    )
    features = page.get("features")
    for one in features if isinstance(features, list) else ():
        items.parse(one, where="x", catalogue="x", now=CLOCK)
    return ["taken"]


def _image(raw: bytes, folder: Path, limits: Limits) -> Told:
    from tocsin.sense.imagery import rasters
    from tocsin.sense.imagery.cells import Cell

    path = folder / "a.tif"
    path.write_bytes(raw)
    with rasters.opened(path) as source:
        grid = rasters.grid(source, Cell(54.9, 20.4))
    if grid is not None:
        rasters.pixels(path, 1, grid)
    return ["taken"]


def _counts(raw: bytes, folder: Path, limits: Limits) -> Told:
    from tocsin.sense.series import tables

    read = tables.read(io.StringIO(raw.decode("utf-8", "replace"), newline=""), "x")
    return ["taken", *("refused: row" for _ in read.refused)]


def _declared(raw: bytes, folder: Path, limits: Limits) -> Told:
    from tocsin.library import yaml_files

    mistakes: list[str] = []
    yaml_files.parse_bytes(raw, mistakes, name="x.yml")
    assert all(mistake.startswith("x.yml:") for mistake in mistakes)
    return ["refused: mistakes"] if mistakes else ["taken"]


def _workspace(raw: bytes, folder: Path, limits: Limits) -> Told:
    from tocsin.ledger import workspace

    (folder / workspace.FILE).write_bytes(raw)
    workspace.load(folder)
    return ["taken"]


def _sources(raw: bytes, folder: Path, limits: Limits) -> Told:
    from tocsin.library import sources

    (folder / "a.yml").write_bytes(raw)
    sources.load(folder)
    return ["taken"]


def _networks(ending: str, raw: bytes, folder: Path, limits: Limits) -> Told:
    from tocsin.library import networks

    path = folder / f"list.{ending}"
    path.write_bytes(raw)
    about = networks.About(id="n", name="N", kind="owner", documented_by="somebody", known_since="2024-01-01")
    networks.imported(path, networks.Columns(domain="domain"), about)
    return ["taken"]


def _robots(raw: bytes, folder: Path, limits: Limits) -> Told:
    rules = robots.from_answer(200, raw, 0.0)
    robots.allows(rules, "https://example.org/a", "tocsin")
    assert 0 <= robots.delay_s(rules, "tocsin") <= robots.SLOWEST_S
    return ["taken"]


def _body(coding: str, raw: bytes, folder: Path, limits: Limits) -> Told:
    pieces = [raw[at : at + 65_536] for at in range(0, len(raw), 65_536)]
    assert len(bounded.body(pieces, coding, limits.document, lambda: False, "x")) <= limits.document
    return ["taken"]


def _recorded(raw: bytes, folder: Path, limits: Limits) -> Told:
    (folder / "index.jsonl").write_bytes(raw)
    Recorded(folder)
    return ["taken"]


def _links(raw: bytes, folder: Path, limits: Limits) -> Told:
    from tocsin.collect import feeds

    assert len(list(feeds._links(raw, "https://example.org/"))) <= feeds.MOST_LINKS
    return ["taken"]


def _model(raw: bytes, folder: Path, limits: Limits) -> Told:
    from tocsin.read.llm import form, wire

    said = wire.said(raw)
    if isinstance(said, wire.Failed):
        return ["refused: failed"]
    return ["taken" if form.answer(said.content) is not None else "refused: form"]


def _stamp(raw: bytes, folder: Path, limits: Limits) -> Told:
    from tocsin.collect import stamping

    stamping.holds(raw, "0" * 64, stamping.trust(()))
    return ["taken"]


def _head(raw: bytes, folder: Path, limits: Limits) -> Told:
    from tocsin.ledger import head

    (folder / head.NAME).write_bytes(raw)
    head.read(folder)
    return ["taken"]


def _states(raw: bytes, folder: Path, limits: Limits) -> Told:
    from tocsin.engine.watching import states

    (folder / states.FILE).write_bytes(raw)
    states.load(folder)
    return ["taken"]


def _letters(raw: bytes, folder: Path, limits: Limits) -> Told:
    """The reader, which is given every text that any door takes."""
    from tests.read.test_robust import check, report

    text = raw.decode("utf-8", "replace")
    check(_reader().read(report(text, "Russia, nuclear weapons, warheads", "en")), text)
    return ["taken"]


@cache
def _reader():  # type: ignore[no-untyped-def]
    from tests.bench.reading import make_reader

    return make_reader()


_COLLECTING = (
    "collect/lines.py", "collect/json_lines.py", "collect/json_safely.py", "collect/sniff.py", "collect/streams.py", "collect/zipped.py",
    "collect/tabular.py",
)  # fmt: skip
_BESIDE = {
    "feed": ("collect/xml_safely.py", "collect/pages/text.py"), "html": ("collect/pages/linked.py", "collect/pages/text.py"),
    "sitemap": ("collect/xml_safely.py",), "docx": ("collect/xml_safely.py",),
}  # fmt: skip
CATALOGUE = '={"type": "Catalog", "id": "c", "stac_version": "1.0.0", "links": [{"rel": "item", "href": "./a.json"}], "license": "x"}'
FEATURES = (
    '={"type": "FeatureCollection", "features": [{"type": "Feature", "id": "a", "bbox": [20, 54, 21, 55], "collection": "s", "assets": '
    '{"b": {"href": "a.tif"}}, "properties": {"datetime": "2024-11-24T12:00:00Z", "eo:cloud_cover": 3}}]}'
)
SET = (
    '[{"OBJECT_NAME": "A", "OBJECT_ID": "2022-001A", "EPOCH": "2022-10-20T03:00:00", "MEAN_MOTION": 15.0, "ECCENTRICITY": 0.001, '
    '"INCLINATION": 97.5, '
    '"RA_OF_ASC_NODE": 120.0, "ARG_OF_PERICENTER": 80.0, "MEAN_ANOMALY": 10.0, "NORAD_CAT_ID": 99001, "BSTAR": 0.0001}]'
)
LINES = (
    "1 99001U 22001A   22293.12500000  .00001000  00000-0  10000-3 0  9990\n"
    "2 99001  97.5000 120.0000 0010000  80.0000  10.0000 15.00000000 12340\n"
)
KVN = "CCSDS_OMM_VERS = 2.0\n" + "\n".join(f"{key} = {value}" for key, value in json.loads(SET)[0].items())
XML = "<ndm><omm>" + "".join(f"<{key}>{value}</{key}>" for key, value in json.loads(SET)[0].items()) + "</omm></ndm>"
TABLE = ",".join(json.loads(SET)[0]) + "\n" + ",".join(map(str, json.loads(SET)[0].values())) + "\n"
SAID = '={"choices": [{"message": {"content": "{\\"relevant\\": true, \\"statements\\": []}"}}], "usage": {"prompt_tokens": 1}}'

DOORS: tuple[Door, ...] = (
    *(
        Door(
            f"collect {form}",
            partial(_collect, form),
            ("*/*.txt", "csv/*", "json/*") if form in ("text", "jsonl") else (f"{form}/*",),
            (*_COLLECTING, f"collect/adapters/{form.replace('-', '_')}.py", *_BESIDE.get(form, ())),
        )
        for form in ("text", "jsonl", *adapters.OURS)
    ),
    Door(f"collect {FOUND}", partial(_collect, FOUND), tuple(f"{form}/*" for form in adapters.OURS), _COLLECTING),
    *(
        Door(
            f"instrument {name}",
            partial(_instrument, name),
            (f"{name}/*",),
            (f"sense/instruments/{name}.py", "sense/instruments/contract.py", "sense/instruments/rows.py", "engine/sensing.py"),
        )
        for name in instruments.READ
    ),
    Door(
        "element sets",
        _elements,
        (f"={SET}", f"={LINES}", f"={KVN}", f"={XML}", f"={TABLE}"),
        ("sense/orbits/messages.py", "sense/orbits/element_archives.py", "collect/xml_safely.py", "collect/zipped.py"),
    ),
    Door("STAC catalogue", _catalogue, (CATALOGUE, FEATURES), ("sense/imagery/catalogue.py", "sense/orbits/stac_covers.py")),
    Door("STAC service", _answered, (FEATURES,), ("sense/imagery/remote.py", "sense/imagery/bringing.py")),
    Door("GeoTIFF", _image, ("=II*\x00\x08\x00\x00\x00",), ("sense/imagery/rasters.py", "sense/imagery/parts.py")),
    Door("counts", _counts, ("alerts/*", "=date,series,value\n2024-01-01,a,3\n2024-01-02,a,4\n"), ("sense/series/tables.py",)),
    Door("declared YAML", _declared, ("=id: a\nname: {en: A}\nlist:\n- &x {a: 1.5, b: [no, 22:00]}\n- *x\n",), ("library/yaml_files.py",)),
    Door("tocsin.yml", _workspace, ("=schema_version: 1\nproblem: 'a'\ncreated: '2024-01-01T00:00:00+00:00'\nwatch: [a]\n",), ()),
    Door("source file", _sources, ("=id: a\nname: A\n",), ()),
    Door("networks, CSV", partial(_networks, "csv"), ("=domain,network\na.example,N\nb.example,N\n",), ("library/networks.py",)),
    Door("networks, JSON", partial(_networks, "json"), ('=[{"domain": "a.example"}]',), ("library/networks.py",)),
    Door("robots.txt", _robots, ("=User-agent: *\nDisallow: /a*b$\nCrawl-delay: 3\nAllow: /\n",), ("collect/fetching/robots.py",)),
    *(Door(f"body, {coding}", partial(_body, coding), ("html/*",), ("collect/fetching/bounded.py",)) for coding in bounded.CODINGS),
    Door(
        "recorded answers",
        _recorded,
        ('={"url": "https://example.org/", "status": 200, "text": "a"}\n',),
        ("collect/fetching/recorded.py",),
    ),
    Door("links of a page", _links, ("html/*",), ("collect/feeds.py",)),
    Door("a model's answer", _model, (SAID,), ("read/llm/wire.py", "read/llm/form.py", "read/llm/answers.py")),
    Door("time stamp", _stamp, ("=0\x03\x02\x01\x00",), ("collect/stamping.py",)),
    Door("head of a ledger", _head, ('={"head": {"count": 1, "hash": "a"}}',), ("ledger/head.py", "model/base.py")),
    Door("state of the watch", _states, ('={"version": 1, "polls": {}}',), ("engine/watching/states.py",)),
    Door("reader", _letters, ("*/*.txt",), ()),
)

ELSEWHERE = {
    "desk/people/elsewhere.py": "answers of a provider of identities: tests/desk/people/test_elsewhere.py forges them",
    "desk/people/bodies.py": "requests of browsers: tests/desk/people/test_guard.py",
    "desk/people/pages.py": "requests of browsers: tests/desk/people/test_guard.py",
    "desk/preferences.py": "requests of browsers: tests/desk/people/test_guard.py",
    "desk/app.py": "requests of browsers: tests/desk/people/test_guard.py (size, depth, packing), test_schema.py (at random)",
    "ledger/backing_up.py": "a backup: tests/fuzz/test_restore.py",
    "engine/retaining.py": "records of the ledger, whose chain is checked: tests/engine",
    "ledger/erasing.py": "records of the ledger, whose chain is checked: tests/ledger",
    "ledger/kinds.py": "records of the ledger, whose chain is checked: tests/ledger",
    "engine/bulk/cutting.py": "archives in partitions: tests/engine/bulk",
    "engine/bulk/light.py": "a line or a member unpacked within limits, beside its adapter: tests/engine/bulk/test_light.py",
    "engine/bulk/members.py": "archives in partitions, which begin at any byte: tests/engine/bulk",
    "engine/bulk/taking.py": "archives in partitions, by the adapters that have doors here: tests/engine/bulk",
    "engine/resolving.py": "a table of outcomes: tests/fuzz/test_doors.py, in a workspace",
}
"""what parses bytes of others and is held elsewhere: where"""
OWN = {
    "corroborate/copies/letters.py": "letters of a text, as numbers",
    "corroborate/copies/saving.py": "an index that Tocsin wrote, under its own hash",
    "desk/assets.py": "the list of files that the front end was built to, inside the package",
    "desk/people/acts.py": "what the desk wrote itself, in its own database",
    "engine/bulk/driving.py": "what a run wrote of itself",
    "engine/bulk/operators/reading.py": "what a run wrote of itself",
    "engine/bulk/operators/relating.py": "what a run wrote of itself",
    "engine/bulk/operators/routing.py": "what a run wrote of itself",
    "engine/bulk/parts.py": "parts that a run wrote itself",
    "engine/bulk/runners/cluster.py": "what a run's own machines wrote",
    "engine/bulk/work.py": "what a run wrote of itself",
    "engine/watching/beating.py": "the watch's own heartbeat",
    "engine/courses.py": "a course that Tocsin computed and kept; what cannot be read is computed anew",
    "engine/eras.py": "what Tocsin computed and kept; what cannot be read is computed anew",
    "engine/publishing.py": "a brief out of the ledger's bytes, under its hash",
    "desk/failing.py": "the desk's words, inside the package",
    "desk/words/__init__.py": "the desk's words, inside the package",
    "judge/parameters.py": "a hash as numbers",
    "library/lexicons/__init__.py": "lexicons inside the package",
    "library/map/writing.py": "maps, when the package is made",
    "library/samples.py": "samples inside the package",
    "read/undisguised.py": "letters of a text, as numbers",
    "read/weighing.py": "weights inside the package",
    "sense/imagery/png.py": "pictures that Tocsin draws",
    "sense/imagery/simulate.py": "images that Tocsin simulates",
    "warn/channels/stix.py": "bundles that Tocsin makes",
}
"""what is no way in: bytes that this program, or its makers, wrote"""
PARSES = re.compile(
    r"\b(?:json\.loads|json\.load|json\.JSONDecoder|msgspec\.json\.(?:decode|Decoder)|from_json|csv\.(?:reader|DictReader)|PdfReader"
    r"|ZipFile|tarfile\.open|GzipFile|gzip\.open|zlib\.decompressobj|etree\.(?:fromstring|iterparse|parse|HTML)|HTMLTree\.parse\w*"
    r"|extract_plain_text|message_from_\w+|ParquetFile|YAML|rio\.open|np\.(?:load|frombuffer|fromfile)|struct\.(?:unpack|unpack_from)"
    r"|pickle\.loads?|marshal\.loads?|tomllib\.loads?|decode_timestamp_response|Protego\.parse|request\.(?:json|form))\("
)
"""calls that turn bytes into things"""
