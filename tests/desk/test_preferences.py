"""Light, dark, or as the system has it: kept in a cookie, worn by every page, and leading nowhere else."""

import pytest
from tests.desk.conftest import As


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chosen_theme_is_worn(looking: As, theme: str) -> None:
    client = looking()
    answer = client.post("/preferences", data={"theme": theme, "_back": "/?x=1"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/?x=1")
    assert f'data-theme="{theme}"' in client.get("/").text


def test_what_is_no_theme_goes_back_to_the_systems(looking: As) -> None:
    client = looking()
    client.post("/preferences", data={"theme": "dark"})
    client.post("/preferences", data={"theme": '"><script>'})
    assert "data-theme=" not in client.get("/").text
    client.cookies.set("tocsin_theme", "purple")
    assert "data-theme=" not in client.get("/").text


def test_it_leads_to_no_other_place(looking: As) -> None:
    answer = looking().post("/preferences", data={"theme": "dark", "_back": "https://elsewhere.example/"}, follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_the_wall_has_no_menu_to_click_and_looks_again_by_itself(looking: As) -> None:
    page = looking().get("/?wall=1").text
    assert " data-wall" in page
    assert 'http-equiv="refresh"' in page
    assert 'http-equiv="refresh"' not in looking().get("/").text


def test_a_chosen_language_is_kept_on_the_pages_that_follow(looking: As) -> None:
    client = looking()
    client.headers["accept-language"] = "en"
    assert '<html lang="en"' in client.get("/").text
    client.get("/", params={"lang": "fr"})
    assert '<html lang="fr"' in client.get("/").text
    client.get("/", params={"lang": "zz"})
    assert '<html lang="fr"' in client.get("/").text
    client.get("/", params={"lang": "en"})
    assert '<html lang="en"' in client.get("/").text
