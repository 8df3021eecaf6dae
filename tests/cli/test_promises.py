"""The promises of the judgement, on reports in French and English through the command line, as somebody who knows only the contract."""

import itertools
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tocsin.cli import app

Line = dict[str, Any]
Assess = Callable[..., Any]
AS_OF = "2022-10-20T18:00:00Z"
BOUND = 1.25
"""of an interested denial, as problem.yml declares it"""


def report(name: str, site: str, day: str, text: str) -> Line:
    return {"id": name, "site": site, "published": f"2022-{day}T08:00:00Z", "text": text}


STORAGE = report(
    "storage",
    "Reuters",
    "10-10",
    "KYIV, 10 octobre (Reuters) - Des mouvements inhabituels de véhicules ont été observés autour d'un dépôt central d'ogives nucléaires, "
    "ont déclaré dimanche à Reuters trois responsables européens du renseignement. Selon eux, la garde du site a été doublée.",
)
DEPOT = report(
    "depot",
    "Associated Press",
    "10-12",
    "WARSAW (AP) - Trucks and armed guards in unusual numbers have been seen at a nuclear warhead storage site in western Russia, "
    "two Polish officials told The Associated Press on Tuesday.",
)
TRAIN = report(
    "train",
    "AFP",
    "10-14",
    "PARIS (AFP) - A special train of the 12th Main Directorate carrying nuclear warheads left a storage base and moved towards missile "
    "units near the border, three Western officials told AFP on Friday.",
)
THREAT = report(
    "threat",
    "Le Monde",
    "10-08",
    "« Si l'intégrité territoriale de notre pays est menacée, nous utiliserons tous les moyens à notre disposition, y compris l'arme "
    "nucléaire », a averti vendredi Vladimir Poutine.",
)
DENIAL = report(
    "denial",
    "TASS",
    "10-16",
    "MOSCOU, 16 octobre (TASS) - Le ministère russe de la Défense a démenti dimanche tout mouvement d'ogives nucléaires et toute activité "
    "inhabituelle dans ses dépôts.",
)
AGAIN = {
    **DENIAL,
    "id": "again",
    "published": "2022-10-17T08:00:00Z",
    "text": DENIAL["text"] + " Ces affirmations sont fausses, a-t-il ajouté.",
}
EARLY = report(
    "early",
    "TASS",
    "10-05",
    "MOSCOW (TASS) - The Russian Defence Ministry on Wednesday denied any movement of nuclear warheads and any unusual activity at its "
    "depots.",
)
ALL_CLEAR = report(
    "all-clear",
    "Reuters",
    "10-17",
    'WASHINGTON (Reuters) - The Pentagon denied on Monday that nuclear warheads had been moved: "We have seen no movement of nuclear '
    'warheads and no activity at storage sites," Pentagon spokesman Pat Ryder said.',
)
DRILL = (
    "MOSCOW (Interfax) - Iskander launchers and strategic bombers left their garrisons on Wednesday for {what} of nuclear forces, "
    "the Defence Ministry said."
)
BESIDE = (
    report(
        "posture", "CNN", "10-18", "The United States has moved two RC-135 reconnaissance aircraft to Poland, the Pentagon said on Tuesday."
    ),
    report(
        "opinion",
        "Politico",
        "10-18",
        "US intelligence believes it is unlikely that Russia will use a tactical nuclear weapon in Ukraine, two officials said.",
    ),
    report("flowers", "Ouest-France", "10-11", "Le marché aux fleurs a rouvert samedi à Rennes."),
)


@pytest.fixture
def assess(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Assess:
    monkeypatch.setenv("TOCSIN_NOW", AS_OF)
    monkeypatch.chdir(tmp_path)
    count = itertools.count()

    def run(*lines: Line, seed: int = 0, raw: bool = False, as_of: str = AS_OF) -> Any:
        file = tmp_path / f"{next(count)}.jsonl"
        file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
        capsys.readouterr()
        assert app.run(["assess", str(file), "--json", "--as-of", as_of, "--draws", "80", "--seed", str(seed)]) == 0
        out = capsys.readouterr().out
        return out if raw else json.loads(out)

    return run


def chances(judged: Any) -> list[float]:
    return [h["probability"][days]["mean"] for h in judged["hypotheses"] for days in ("7", "30", "90")]


def use(judged: Any) -> float:
    """The chance of short-range use at 30 days."""
    return float(judged["hypotheses"][0]["probability"]["30"]["mean"])


def lower(after: Sequence[float], before: Sequence[float]) -> bool:
    return all(a <= b * (1 + 1e-9) for a, b in zip(after, before, strict=True))


@pytest.mark.parametrize("count", [1, 50])
def test_copies_move_nothing(assess: Assess, count: int) -> None:
    """Verbatim, cut short, or with another site's credit and furniture."""
    copies = []
    for i in range(count):
        text = STORAGE["text"][:-41] if i % 3 == 2 else STORAGE["text"]
        day = f"2022-10-1{1 + i % 8}T09:00:00Z"
        copies.append(
            {"id": f"c{i}", "site": f"site{i}.example", "published": day, "text": f"{text}\n\nPartager sur Facebook\nCrédit : site {i}"}
        )
    assert chances(assess(STORAGE, TRAIN, *copies)) == pytest.approx(chances(assess(STORAGE, TRAIN)), abs=1e-9)


def test_disclosures_raise_clearly_a_second_source_more_and_threats_little(assess: Assess) -> None:
    nothing, threat, one = assess(BESIDE[2]), assess(THREAT), assess(STORAGE)
    # Off the problem, a report moves nothing: what differs from the base rate is what holds by declaration, whatever is reported.
    assert nothing["hypotheses"][0]["probability"] == assess(BESIDE[0])["hypotheses"][0]["probability"]
    assert all(influence["observation"].startswith("condition:") for influence in nothing["influences"])
    assert use(nothing) < use(threat) < use(nothing) * 1.3
    assert use(nothing) * 2 < use(one) < use(assess(STORAGE, DEPOT)) < use(assess(STORAGE, DEPOT, TRAIN))
    flat = [h["probability"] for judged in (nothing, one) for h in judged["hypotheses"] if h["id"] == "unmodelled"]
    assert flat[0] == flat[1]


def test_an_interested_denial_moves_within_its_bound_and_never_raises(assess: Assess) -> None:
    before = chances(assess(STORAGE, TRAIN))
    for denials in ((DENIAL,), (DENIAL, AGAIN), (EARLY,), (EARLY, DENIAL, AGAIN)):
        after = chances(assess(*denials, STORAGE, TRAIN))
        assert lower(after, before)
        assert all(a / (1 - a) >= b / (1 - b) / BOUND for a, b in zip(after, before, strict=True))


def test_a_denial_by_those_who_look_lowers(assess: Assess) -> None:
    before, after = assess(STORAGE, TRAIN), assess(STORAGE, TRAIN, ALL_CLEAR)
    assert lower(chances(after), chances(before))
    assert use(after) < use(before) * 0.98
    assert {i["id"]: i["status"] for i in after["indicators"]}["warhead_transport"] == "contested"


def test_postures_opinions_and_flowers_stay_beside(assess: Assess) -> None:
    assert chances(assess(STORAGE, *BESIDE)) == chances(assess(STORAGE))


def test_the_order_of_lines_is_irrelevant_and_another_seed_is_near(assess: Assess) -> None:
    lines = [STORAGE, TRAIN, THREAT, DENIAL, ALL_CLEAR, *BESIDE]

    def told(*some: Line, seed: int = 0) -> Any:
        judged = assess(*some, seed=seed)
        return [judged[key] for key in ("hypotheses", "indicators", "influences", "processes")]

    assert told(*lines) == told(*lines[::-1]) == told(*lines[3:], *lines[:3])
    other = use(assess(*lines, seed=1))
    assert other != use(assess(*lines))
    assert other == pytest.approx(use(assess(*lines)), rel=0.6)


def test_what_came_later_is_not_known(assess: Assess) -> None:
    then = "2022-10-13T00:00:00Z"
    assert chances(assess(STORAGE, TRAIN, ALL_CLEAR, as_of=then)) == chances(assess(STORAGE, as_of=then))


def test_an_exercise_of_others_or_unannounced_explains_nothing(assess: Assess) -> None:
    """NATO's own exercise of 17 to 30 October 2022 is in the chronology; Russia's announced one of the 26th explains what it shows."""
    base = use(assess(BESIDE[2]))
    assert use(assess(report("x", "Interfax", "10-19", DRILL.format(what="an unannounced exercise")))) > base * 1.1
    announced = report("x", "Interfax", "10-26", DRILL.format(what="the exercise Grom"))
    assert use(assess(announced, as_of="2022-10-27")) == pytest.approx(use(assess(BESIDE[2], as_of="2022-10-27")), rel=1e-9)


def test_influences_add_up(assess: Assess) -> None:
    judged = assess(STORAGE, TRAIN, THREAT, ALL_CLEAR)
    for one in judged["hypotheses"]:
        moved = sum(i["delta"] for i in judged["influences"] if i["hypothesis"] == one["id"])
        assert moved == pytest.approx(one["probability"]["30"]["mean"] - one["base_rate"]["30"]["mean"], abs=1e-6)


def test_impossible_settings_are_the_caller_s_mistake(assess: Assess, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assess(STORAGE)
    for tokens in (("--draws", "0"), ("--seed", "-1"), ("--horizons", "0")):
        assert app.run(["assess", str(tmp_path / "0.jsonl"), "--json", *tokens]) == 2
        assert "Traceback" not in capsys.readouterr().err
