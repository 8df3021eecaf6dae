"""A person's splits and merges hold, whatever comes later and in whatever order it comes."""

import random
from datetime import timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.corroborate.test_corroborate import AGENCY, CLOCK, WIRE, reading, report

from tocsin.corroborate import corroborate
from tocsin.model import Origin, Report, Ruling, to_json
from tocsin.model.origins import RulingKind


def ruling(kind: RulingKind, first: Report, other: Report | None, minutes: int = 0) -> Ruling:
    return Ruling(
        id=f"{kind}-{minutes}",
        kind=kind,
        report=first.id,
        other=other.id if other is not None else None,
        by="A. Person",
        why="seen",
        t_known=CLOCK - timedelta(days=1) + timedelta(minutes=minutes),
    )


def families(reports: list[Report], rulings: list[Ruling]) -> list[set[str]]:
    found = grown(reports, rulings)
    return sorted(({link.id for link in origin.reports} for origin in found), key=sorted)


def grown(reports: list[Report], rulings: list[Ruling]) -> tuple[Origin, ...]:
    return corroborate(reports, [reading(made) for made in reports], (), clock=CLOCK, rulings=rulings)


FIRST = report(WIRE["en"], AGENCY["en"], 0)
COPY, LATER = report(WIRE["en"], "Relay", 1), report(WIRE["en"], "Second Relay", 2)
OTHER = report("Northern ferries will run on Sundays from November, the harbour board said. Fares stay.", "Ship Post", 3)


def test_a_split_takes_the_report_out_and_says_so() -> None:
    found = grown([FIRST, COPY], [ruling("split", COPY, FIRST)])
    assert [len(origin.reports) for origin in found] == [1, 1]
    (link,) = found[1].reports
    assert link.link == "original"
    assert any(item.startswith("ruling:") for item in link.evidence)
    assert found[1].replaces == (found[0].id,)


def test_a_merge_joins_and_the_earlier_origin_stands() -> None:
    found = grown([FIRST, OTHER], [ruling("merge", OTHER, FIRST)])
    (joined,) = found
    alone = grown([FIRST], [])[0]
    assert joined.id == alone.id
    assert len(joined.replaces) == 1
    assert joined.reports[1].parent == FIRST.id


def test_the_latest_ruling_counts_and_one_about_an_absent_report_waits() -> None:
    rulings = [ruling("split", COPY, FIRST), ruling("merge", COPY, FIRST, 5)]
    assert families([FIRST, COPY], rulings) == families([FIRST, COPY], [])
    assert families([FIRST], rulings) == [{FIRST.id}]


def test_a_ruling_of_later_is_not_known_yet() -> None:
    late = msgspec.structs.replace(ruling("split", COPY, FIRST), t_known=CLOCK + timedelta(days=1))
    assert families([FIRST, COPY], [late]) == [{FIRST.id, COPY.id}] or len(families([FIRST, COPY], [late])) == 1


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_rulings_hold_in_any_order_of_arrival(rng: random.Random) -> None:
    rulings = [ruling("split", COPY, FIRST), ruling("merge", FIRST, OTHER, 1)]
    reports = [FIRST, COPY, LATER, OTHER]
    expected = to_json(grown(reports, rulings))
    rng.shuffle(reports)
    rng.shuffle(rulings)
    assert to_json(grown(reports, rulings)) == expected
    assert all(not {FIRST.id, COPY.id} <= family for family in families(reports, rulings))
    assert any({FIRST.id, OTHER.id} <= family for family in families(reports, rulings))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(["fr", "en", "ru", "uk"]), min_size=1, max_size=4, unique=True), st.integers(1, 6), st.booleans())
def test_a_reprint_never_adds_an_origin(languages: list[str], copies: int, credited: bool) -> None:
    firsts = [report(WIRE[code], AGENCY[code], place / 10, code) for place, code in enumerate(languages)]
    without = grown(firsts, [])
    reprints = [
        report(f"{made.text}\n\nSource: {made.site}" if credited else made.text, f"Outlet {place}", 2 + place, made.language or "en")
        for place, made in enumerate(firsts * copies)
    ]
    assert len(grown([*firsts, *reprints], [])) == len(without)


def test_a_late_original_takes_the_citing_reports_and_names_what_it_replaces() -> None:
    citing = report("Four launchers left a western garrison on flat wagons on Monday night, Lake Agency said.", "Relay", 0)
    pairs = [(citing, reading(citing, ["Lake Agency"]))]
    before = corroborate([citing], [pairs[0][1]], (), clock=CLOCK)[0]
    late = report(WIRE["en"], "Lake Agency", 4)
    (after,) = corroborate([citing, late], [pairs[0][1], reading(late)], (), clock=CLOCK)
    assert after.id != before.id
    assert after.replaces == (before.id,)
    assert {link.id: link.link for link in after.reports}[late.id] == "original"
