"""Cells of 0.1 degree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.sense.imagery import cells
from tocsin.sense.imagery.cells import Cell


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_point_lies_in_its_cell_and_the_cell_is_coarse(lat: float, lon: float) -> None:
    cell = cells.of(lat, lon)
    assert cell == cells.of(*cell)
    assert abs(cell.lat - lat) <= 0.05 + 1e-9
    assert min(abs(cell.lon - lon), abs(cell.lon + 360 - lon)) <= 0.05 + 1e-9
    assert -180 <= cell.lon < 180
    assert (round(cell.lat, 1), round(cell.lon, 1)) == cell


def test_neighbours() -> None:
    found = cells.around(Cell(54.6, 180 - 0.1))
    assert len(set(found)) == 8
    assert Cell(54.6, -180.0) in found
    assert len(cells.around(Cell(90.0, 0.0))) == 5


@pytest.mark.parametrize(
    ("box", "expected"),
    [((20, 54, 21, 55), True), ((20.45, 54, 21, 55), False), ((379, 54, 382, 55), True), ((20, 54.65, 21, 55), False)],
)
def test_meeting(box: tuple[float, float, float, float], expected: bool) -> None:
    assert cells.meets(Cell(54.6, 20.4), box) is expected
