"""Towns of the world with their place, at 0.1 degree: GeoNames (CC BY 4.0), written by `tocsin.library.cities.writing`."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent / "cities.txt"
STATES = {
    "AL": "alabama", "AK": "alaska", "AZ": "arizona", "AR": "arkansas", "CA": "california", "CO": "colorado", "CT": "connecticut",
    "FL": "florida", "GA": "georgia", "ID": "idaho", "IL": "illinois", "IN": "indiana", "IA": "iowa", "KS": "kansas", "KY": "kentucky",
    "LA": "louisiana", "ME": "maine", "MD": "maryland", "MA": "massachusetts", "MI": "michigan", "MN": "minnesota", "MO": "missouri",
    "MT": "montana", "NE": "nebraska", "NV": "nevada", "NH": "new hampshire", "NJ": "new jersey", "NM": "new mexico",
    "NC": "north carolina",
    "ND": "north dakota", "OH": "ohio", "OK": "oklahoma", "OR": "oregon", "PA": "pennsylvania", "SC": "south carolina", "TN": "tennessee",
    "TX": "texas", "UT": "utah", "VT": "vermont", "VA": "virginia", "WA": "washington state", "WI": "wisconsin", "WY": "wyoming",
}  # fmt: skip
"""states of the United States, in lower case: `Moscow, Idaho`"""


class City(NamedTuple):
    """One town. `region` is the state's two letters in the United States, else empty."""

    id: str
    """GeoNames id"""
    country: str
    """two letters, ISO 3166, upper case"""
    region: str
    lat: float
    lon: float
    population: int
    name: str
    """its first name, in Latin letters"""


def named(name: str) -> tuple[City, ...]:
    """Towns of that name in lower case, in Latin or Cyrillic letters, the largest first."""
    return tuple(_city(line) for line in _index().get(name, "").split("\n") if line)


def is_name(name: str) -> bool:
    """Some town has that name (lower case)."""
    return name in _index()


@cache
def _index() -> dict[str, str]:
    """Name in lower case -> lines of its towns, the largest first as the file has them."""
    index: dict[str, str] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line[0] == "#":
            continue
        head, _, names = line.partition("\t")
        first = names.partition("|")[0]
        entry = f"{head} {first}"
        for name in names.lower().split("|"):
            index[name] = f"{index[name]}\n{entry}" if name in index else entry
    return index


@cache
def _city(line: str) -> City:
    identity, country, lat, lon, population, name = line.split(" ", 5)
    state, _, region = country.partition(".")
    return City(identity, state, region, float(lat), float(lon), int(population), name)
