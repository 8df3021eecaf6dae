"""Roles are one ladder: each holds what the ones below it hold."""

from itertools import product

from tocsin.desk.people.roles import Role, least


def test_the_ladder_is_reader_analyst_editor_admin() -> None:
    assert [role.value for role in Role] == ["reader", "analyst", "editor", "admin"]


def test_a_role_holds_itself_and_what_is_below_it_and_nothing_above() -> None:
    ladder = list(Role)
    for (have, higher), (need, lower) in product(enumerate(ladder), enumerate(ladder)):
        assert higher.holds(lower) == (have >= need)


def test_the_least_of_several_is_held_by_each_of_them() -> None:
    for one, other in product(Role, Role):
        both = least(one, other)
        assert both in (one, other)
        assert one.holds(both)
        assert other.holds(both)
