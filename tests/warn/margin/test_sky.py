"""Looks as passes of channels: refused ones left out, cloud as a chance, ordered ones marked."""

from datetime import timedelta

import msgspec
import numpy as np

from tests.warn.margin.made import MONDAY, channel, path, pathways, step
from tocsin.library import sensors
from tocsin.model.observations import Look, Place
from tocsin.model.pathways import Sees
from tocsin.warn.margin.sky import NO_SKY, families_of, of_looks, together, watched

HERE = Place(id="here", name="Here", lat=50.0, lon=36.0)


def look(name: str, hours: float, *, sensor: str = "sar", refused: str | None = None, p_clear: float | None = None) -> Look:
    return Look(
        id=name, satellite="S-1", sensor=sensor, place=HERE, t=MONDAY + timedelta(hours=hours), t_sigma=5.0, off_nadir_deg=20.0,
        elevation_deg=60.0, p_clear=p_clear, refused=refused,
    )  # fmt: skip


DECLARED = pathways(
    (path(step("a", 5, places=("here", "there"))),),
    (channel("radar", {"a": Sees()}, sensors=("sar",)), channel("optical", {"a": Sees()}, sensors=("eye",))),
)


def test_looks_go_to_the_channels_of_their_sensors_in_time() -> None:
    looks = [
        look("b", 30),
        look("a", 10),
        look("c", 20, refused="stale"),
        look("d", 12, sensor="eye", p_clear=0.4),
        look("e", 1, sensor="other"),
    ]
    sky = of_looks(looks, families_of(DECLARED, (), ()), MONDAY, 100.0)
    assert sky.over("radar", "here").times.tolist() == [10.0, 30.0]
    assert sky.over("optical", "here").usable.tolist() == [0.4]
    assert len(sky.over("radar", "there").times) == 0
    assert watched(DECLARED) == ["here", "there"]


def test_a_channel_without_passes_takes_those_of_the_other_sky() -> None:
    real = of_looks([look("a", 10)], families_of(DECLARED, (), ()), MONDAY, 100.0)
    other = of_looks([look("x", 5), look("y", 6, sensor="eye")], families_of(DECLARED, (), ()), MONDAY, 100.0)
    both = together(DECLARED.channels, real, other)
    assert both.over("radar", "here").times.tolist() == [10.0]
    assert both.over("optical", "here").times.tolist() == [6.0]
    assert together(DECLARED.channels, NO_SKY, other).over("radar", "here").times.tolist() == [5.0]


def test_an_ordered_pass_is_marked_and_the_rest_stay() -> None:
    sky = of_looks([look("a", 10), look("b", 20)], families_of(DECLARED, (), ()), MONDAY, 100.0)
    assert sky.ordering([("radar", "here", 1)]).over("radar", "here").ordered.tolist() == [False, True]
    assert not sky.over("radar", "here").ordered.any()
    assert np.array_equal(sky.over("radar", "here").times, [10.0, 20.0])


def test_a_family_of_ones_own_goes_by_its_class() -> None:
    named = channel("radar", {"a": Sees()}, sensors=("sentinel-1",), classes=("radar/systematic",))
    declared = pathways((path(step("a", 5, places=("here",))),), (named, channel("fine", {"a": Sees()}, classes=("optical/tasked",))))
    shipped = {one.id: one for one in sensors.load()}
    own = [msgspec.structs.replace(shipped["worldview"], id="mine"), msgspec.structs.replace(shipped["iceye"], id="odd")]
    assert families_of(declared, [*shipped.values(), *own], shipped) == {"sentinel-1": "radar", "mine": "fine"}
