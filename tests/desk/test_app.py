"""Every page, its JSON and its description come from one declaration."""

import re

import pytest
from tests.desk.conftest import As

from tocsin.desk.app import API
from tocsin.desk.pages import ACTIONS, DOWNLOADS, PAGES
from tocsin.desk.people.roles import Role
from tocsin.desk.rendering import TEMPLATES
from tocsin.desk.words import french

PLAIN = [page for page in PAGES if "{" not in page.path]


@pytest.mark.parametrize("page", PLAIN, ids=[page.name for page in PLAIN])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_page_opens_in_both_languages(looking: As, page: object, lang: str) -> None:
    client = looking(Role.ADMIN)
    answer = client.get(page.path, params={"lang": lang})  # type: ignore[attr-defined]
    assert answer.status_code == 200, answer.text
    assert f'<html lang="{lang}"' in answer.text
    assert ("SYNTHETIC" if lang == "en" else "SYNTHÉTIQUE") in answer.text
    assert " style=" not in answer.text
    assert "<script>" not in answer.text


@pytest.mark.parametrize("page", PLAIN, ids=[page.name for page in PLAIN])
def test_every_page_is_json_too_and_is_not_sent_twice(looking: As, page: object) -> None:
    client = looking(Role.ADMIN)
    answer = client.get(f"{API}/{page.name}")  # type: ignore[attr-defined]
    assert answer.status_code == 200, answer.text
    assert client.get(f"{API}/{page.name}", headers={"if-none-match": answer.headers["etag"]}).status_code == 304  # type: ignore[attr-defined]


def test_what_nobody_signed_in_for_is_not_shown(looking: As) -> None:
    client = looking(None)
    for page in PLAIN:
        assert client.get(page.path, follow_redirects=False).headers["location"].startswith("/sign-in")
        assert client.get(f"{API}/{page.name}").status_code == 401


def test_the_description_names_every_route(looking: As) -> None:
    described = looking().get(f"{API}/openapi.json").json()
    assert len(described["paths"]) == len(PAGES) + len(ACTIONS) + len(DOWNLOADS) + 1  # and live events


def test_every_fixed_word_of_a_template_has_its_french() -> None:
    used = {
        found[2]
        for file in TEMPLATES.rglob("*.html")
        for found in re.finditer(r"""\bt\(\s*(["'])((?:\\.|(?!\1).)*)\1""", file.read_text(encoding="utf-8"))
    }
    assert "Skip to content" in used
    assert not used - set(french())


def test_names_and_addresses_are_given_once() -> None:
    assert len({page.name for page in PAGES}) == len({page.path for page in PAGES}) == len(PAGES)
    assert len({action.name for action in ACTIONS}) == len(ACTIONS)
