"""Keys in declared addresses: what names one, what holds one, and messages that repeat none."""

import pytest

from tocsin.library import keys

PLANTED = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"


@pytest.mark.parametrize(
    "url",
    [
        f"https://firms.example/api?MAP_KEY={PLANTED}",
        f"https://a.example/feed?x=1&api_key={PLANTED}",
        f"https://a.example/feed?access-token={PLANTED}&x=1",
        f"https://a.example/feed#token={PLANTED}",
        f"https://someone:{PLANTED}@a.example/feed",
        f"https://a.example/feed?x-api-key={PLANTED}",
    ],
)
def test_an_address_that_holds_a_key_is_told_without_repeating_it(url: str) -> None:
    told = keys.mistake(url)
    assert told is not None
    assert "TOCSIN_KEY_" in told
    assert PLANTED not in told + keys.blanked(url)


@pytest.mark.parametrize("step", [PLANTED, PLANTED.upper(), "aB3dE5fG7hJ9kL1mN3pQ5rS7"])
def test_a_step_that_looks_like_a_key_is_told_in_feeds_of_instruments_alone(step: str) -> None:
    url = f"https://firms.example/api/area/csv/{step}/VIIRS_SNPP_NRT/19,54,23,56/1"
    assert keys.mistake(url, instrument=True) is not None
    assert keys.mistake(url) is None
    assert step not in keys.blanked(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://firms.example/api/area/csv/{key:FIRMS}/VIIRS_SNPP_NRT/19,54,23,56/1/{from}",
        "https://a.example/feed?token={key:MY_2}",
        "https://a.example/feed?keyword=a&monkey=b&format=text&key=",
        "https://quakes.example/fdsnws/event/1/query?starttime={from}&format=text",
        "https://api.ioda.example/v2/outages/events?from={from_epoch}&until={to_epoch}&entityType=country",
        "https://a.example/2024/11/20/a-long-title-of-an-article-that-goes-on-12345",
    ],
)
def test_an_address_without_a_key_is_sound(url: str) -> None:
    assert keys.mistake(url, instrument=True) is None


@pytest.mark.parametrize(
    "url", ["https://a.example/{key:lower}", "https://a.example/{key}", "https://a.example/{key:A", "https://{key:A}.example/"]
)
def test_a_key_that_is_named_wrongly_is_told(url: str) -> None:
    assert keys.mistake(url) is not None


def test_headers_hold_names_and_never_keys() -> None:
    assert keys.mistake_of_headers({"Authorization": "Bearer {key:RADAR}", "Accept": "application/json"}) is None
    for headers in ({"Authorization": f"Bearer {PLANTED}"}, {"X-Api-Key": PLANTED}, {"Host": "b.example"}, {"Accept": "{key:low}"}):
        told = keys.mistake_of_headers(headers)
        assert told is not None
        assert PLANTED not in told
