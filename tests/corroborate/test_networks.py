"""Outlets of one owner or operation are one hand; as one of them is listed only later, it is another's until then."""

from datetime import UTC, date, datetime

from tocsin.corroborate.networks import Hands
from tocsin.corroborate.outlets import Outlet
from tocsin.model.declared import Network, SourceProfile

LISTED = Network(
    id="ring",
    name="Ring",
    kind="operation",
    documented_by="an institute",
    known_since=date(2022, 6, 1),
    domains=("one.example", "two.example"),
    names=("Courrier du Ring",),
)


def profile(name: str, owner: str | None) -> Outlet:
    return Outlet(name, name, SourceProfile(id=name, name=name, kind="outlet", owner=owner, why="invented"))


def test_an_outlet_is_known_by_its_name_its_domain_or_that_of_its_reports() -> None:
    hands = Hands([LISTED])
    ring = "network:ring"
    assert hands.of(Outlet("site:x", "Courrier du Ring")) == ring
    assert hands.of(Outlet("site:x", "news.one.example")) == ring
    assert hands.of(Outlet("site:x", "Un titre"), ["www.two.example"]) == ring
    assert hands.of(Outlet("site:x", "notone.example")) is None


def test_a_list_counts_from_the_day_it_was_known() -> None:
    one = Outlet("site:x", "one.example")
    assert Hands([LISTED], datetime(2022, 5, 31, tzinfo=UTC)).of(one) is None
    assert Hands([LISTED], datetime(2022, 6, 1, tzinfo=UTC)).of(one) == "network:ring"


def test_one_owner_is_one_hand_and_a_kind_of_owner_is_nobody() -> None:
    hands = Hands(())
    assert hands.of(profile("a", "Groupe Vasseur")) == hands.of(profile("b", "Groupe Vasseur")) == "owner:groupe vasseur"
    assert hands.of(profile("a", "private, France")) is None
    assert hands.of(profile("a", None)) is None
