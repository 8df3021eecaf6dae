"""The bundle: the tags that bring it in, what is said without it, and that hashed files are kept."""

import json
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tocsin.desk import assets
from tocsin.errors import CannotFinish


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in the bundle's place, empty at first."""
    monkeypatch.setattr(assets, "STATIC", tmp_path)
    return tmp_path


def filled(folder: Path) -> None:
    (folder / "assets").mkdir()
    (folder / "assets/desk-abc.js").write_text("1", encoding="utf-8")
    entry = {"file": "assets/desk-abc.js", "css": ["assets/desk-def.css"], "isEntry": True, "src": "src/desk.js"}
    (folder / "manifest.json").write_text(json.dumps({"src/desk.js": entry}), encoding="utf-8")


def test_the_tags_name_what_the_manifest_names(bundle: Path) -> None:
    filled(bundle)
    assert assets.tags().splitlines() == [
        '<link rel="stylesheet" href="/static/assets/desk-def.css">',
        '<script type="module" src="/static/assets/desk-abc.js"></script>',
    ]
    assets.check()


def test_without_a_bundle_pages_are_plain_and_the_check_says_what_to_do(bundle: Path) -> None:
    assert assets.tags() == ""
    with pytest.raises(CannotFinish, match="make web"):
        assets.check()


def test_hashed_files_are_kept_and_nothing_above_the_folder_is_served(bundle: Path) -> None:
    filled(bundle)
    (bundle.parent / "secret.txt").write_text("secret", encoding="utf-8")
    app = FastAPI()
    assets.mount(app)
    client = TestClient(app)
    answer = client.get("/static/assets/desk-abc.js")
    assert "immutable" in answer.headers["cache-control"]
    assert "immutable" not in client.get("/static/manifest.json").headers.get("cache-control", "")
    for path in (
        "/static/../secret.txt",
        "/static/%2e%2e/secret.txt",
        "/static/..%2fsecret.txt",
        "/static/assets/..%2f..%2f..%2fsecret.txt",
    ):
        assert "secret" not in client.get(path).text
