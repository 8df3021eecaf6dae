"""The installation: versions, which extras are here and what each is for, the encoder's weights, the desk's front end."""

import platform
import sqlite3
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from tocsin import __version__
from tocsin.engine.doctor.findings import Finding, found, of_error
from tocsin.errors import CannotFinish
from tocsin.warn.phrases import Both

OLDEST_PYTHON, FIRST_UNTRIED_PYTHON = (3, 11), (3, 14)
"""as pyproject.toml declares"""
OLDEST_SQLITE = (3, 37)
"""STRICT tables, which the desk's accounts are kept in, came with SQLite 3.37 (sqlite.org/stricttables.html)"""
EXTRAS: dict[str, tuple[tuple[str, ...], Both]] = {
    "fast": (("numba",), Both("the filter and the index of copies, twice as fast", "le filtre et l'index des copies, deux fois plus vite")),
    "fetch": (
        ("httpx2", "httpcore2", "socksio", "protego", "tenacity"),
        Both("the watch, addresses, webhooks, signing in elsewhere", "la veille, les adresses, les webhooks, la connexion par un tiers"),
    ),
    "imagery": (("pystac", "rasterio"), Both("change in images", "les changements dans les images")),
    "llm": (("httpx2", "tenacity"), Both("a language model that reads too", "un modèle de langue qui lit aussi")),
    "mcp": (("mcp",), Both("assistants that ask, reading only", "les assistants qui interrogent, en lecture seule")),
    "meaning": (("usearch",), Both("the nearest of more than 100,000 texts", "les plus proches parmi plus de 100 000 textes")),
    "pages": (("trafilatura",), Both("a second try at pages that yield little", "un second essai sur les pages qui donnent peu")),
    "pdf": (("typst",), Both("briefs as PDF, drawings as PNG", "les notes en PDF, les dessins en PNG")),
    "postgres": (("pg8000",), Both("a team's ledger in PostgreSQL", "le registre d'une équipe dans PostgreSQL")),
    "space": (("sgp4",), Both("when satellites could look", "quand les satellites pourraient regarder")),
    "stix": (("stix2",), Both("alerts as STIX", "les alertes en STIX")),
    "tables": (("pyarrow",), Both("Parquet, in and out", "Parquet, en entrée et en sortie")),
    "task": (("highspy",), Both("looks chosen under hard limits", "le choix des prises de vue sous contraintes")),
    "timestamp": (("rfc3161-client", "httpx2"), Both("time stamps of an authority", "les horodatages d'une autorité")),
}
"""by extra of pyproject.toml: its packages, and what it is for (a test compares them)"""

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


def encoder() -> Finding:
    """Are the weights of the encoder those that were measured?"""
    from tocsin.corroborate.meaning import encoder as encoders

    try:
        encoders.weights()
    except CannotFinish as error:
        return of_error("encoder", error)
    said = Both("the weights of {name} are those that were measured", "les poids de {name} sont ceux qui ont été mesurés")
    return found("encoder", "ok", said, name=f"{encoders.PACKAGE} {encoders.VERSION}")


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
