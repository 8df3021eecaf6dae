"""What a rule took is said on the pages of the report and of its statements, in both languages; all pages that name it still open."""

import shutil
from pathlib import Path

import pytest
from tests.desk.conftest import DRAWS, _client

from tocsin.desk.people.roles import Role
from tocsin.desk.pictures import Pictures
from tocsin.engine import picturing, retaining

RULE = """
retention:
  rules:
    - {id: words-go, why: the licence lets text be kept until it was read, after_days: 0, erase: text}
"""


@pytest.fixture(scope="module")
def erased(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample without the words of its reports."""
    folder = tmp_path_factory.mktemp("erased") / "sample"
    shutil.copytree(sample_folder, folder)
    with (folder / "tocsin.yml").open("a", encoding="utf-8") as out:
        out.write(RULE)
    done = retaining.retained(folder, apply=True)
    assert len(done.due) > 10
    assert len(done.left) < len(done.due) / 2
    return folder


def test_pages_say_which_rule_took_the_words(erased: Path) -> None:
    pictures = Pictures(erased, take=lambda place, as_of: picturing.take(place, as_of, draws=DRAWS), patient=True)
    pictures.refresh()
    try:
        client = _client(pictures, Role.READER, "ana")
        picture = pictures.at(None)
        gone = [report for report in picture.case.reports if any(flag == "erased:words-go" for flag in report.flags)]
        said = {one.report: one for reading in picture.case.readings for one in reading.statements}
        report = next(report for report in gone if report.id in said)
        for path in (f"/reports/{report.id}", f"/statements/{said[report.id].id}"):
            page = client.get(path, params={"lang": "en"})
            assert page.status_code == 200
            assert "Erased under the policy words-go" in page.text
            assert "Effacé selon la règle words-go" in client.get(path, params={"lang": "fr"}).text
        assert said[report.id].text.split()[0] in client.get(f"/statements/{said[report.id].id}").text
        for path in ("/statements", "/origins", f"/claims/{report.id}"):
            assert client.get(path).status_code == 200, path
    finally:
        pictures.close()
