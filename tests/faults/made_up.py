"""Invented input of the commands that are killed: parts of a folder, feeds as they were answered."""

import json
from pathlib import Path

PARTS = 4
A_PART = 3
"""reports"""
SOURCE = """sources:
  - {id: norvane-post, name: Norvane Post, kind: outlet, sites: [norvane-post.example], originates: true, why: invented,
     collect: [{url: "https://norvane-post.example/feed", every_minutes: 30}]}
"""


def numbers(part: int) -> range:
    """Of the reports of a part."""
    return range(part * A_PART, (part + 1) * A_PART)


def ids(part: int) -> set[str]:
    """As their input names them."""
    return {f"r{number}" for number in numbers(part)}


def address(number: int) -> str:
    """Of an entry of the feed."""
    return f"https://norvane-post.example/{number}"


def text(number: int) -> str:
    """Of one report."""
    return (
        f"Dépêche {number}. Un convoi de camions a quitté dimanche un dépôt central d'ogives nucléaires sous escorte, ont déclaré à "
        f"l'Agence Lantier deux responsables occidentaux. Le Kremlin a démenti tout mouvement d'ogives numéro {number}."
    )


def part(place: Path, number: int) -> None:
    """A folder with its reports, one file each."""
    folder = place / f"part-{number}"
    folder.mkdir(parents=True)
    for one in numbers(number):
        told = {"id": f"r{one}", "site": f"Outlet {one}", "published": "2022-10-03T10:00:00Z", "text": text(one)}
        (folder / f"{one}.jsonl").write_text(json.dumps(told), encoding="utf-8")


def sources(place: Path) -> None:
    """What the feed answered in each round: all entries so far."""
    for number in range(PARTS):
        folder = place / f"answers-{number}"
        folder.mkdir(parents=True)
        items = "".join(
            f"<item><title>Depot {one}</title><link>{address(one)}</link><pubDate>Thu, 20 Oct 2022 0{5 + one // A_PART}:00:00 GMT</pubDate>"
            f"<description>{text(one)}</description></item>"
            for one in reversed(range((number + 1) * A_PART))
        )
        feed = f"<rss><channel><title>Norvane Post</title>{items}</channel></rss>"
        (folder / "index.jsonl").write_text(json.dumps({"url": "https://norvane-post.example/feed", "text": feed}))


def follow(workspace: Path) -> None:
    """Have it follow that feed."""
    (workspace / "sources").mkdir()
    (workspace / "sources" / "own.yml").write_text(SOURCE)


def erase(workspace: Path, number: int) -> None:
    """Erase one report where it is held still."""
    from tocsin.engine import store
    from tocsin.ledger import Ledger
    from tocsin.model import Report

    with Ledger.open(workspace) as ledger:
        found = [report.id for report in ledger.records(Report) if report.source_id == f"r{number}"]
    for one in found:
        store.erase(workspace, one, f"asked for by {number}")
