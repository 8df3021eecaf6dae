"""Who could look at which places within a window, put together: looks, gaps, daylight, and what all of it assumes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from tocsin.library.sensors import ages, skies
from tocsin.model.observations import Place
from tocsin.model.orbits import Elements, Overhead
from tocsin.model.sensors import Sensor
from tocsin.sense.orbits import sky
from tocsin.sense.orbits.daylight import daylight
from tocsin.sense.orbits.gaps import gaps
from tocsin.sense.orbits.looking import of_carriers
from tocsin.sense.orbits.satellites import carriers

USUAL_SUN = 10.0
"""degrees; what most optical families are declared to need, where none is asked about"""


def overhead(
    elements: Iterable[Elements],
    sensors: Sequence[Sensor],
    places: Sequence[Place],
    start: datetime,
    end: datetime,
    *,
    as_of: datetime,
    covers: Sequence[sky.Cover] = (),
) -> Overhead:
    """Looks of the families at the places within [start, end), from elements that could have been known at `as_of`."""
    some = carriers(elements, sensors, as_of, start)
    held = Counter(carrier.sensor.id for carrier in some)
    looks = of_carriers(some, places, start, end, covers)
    epochs = [carrier.elements.epoch for carrier in some]
    needed = [sensor.sun_min_deg.at for sensor in sensors if sensor.sun_min_deg is not None]
    return Overhead(
        start=start,
        end=end,
        as_of=as_of,
        synthetic=any(carrier.elements.synthetic for carrier in some),
        looks=looks,
        gaps=gaps(looks, sensors, places, start, end, held),
        daylight=tuple(daylight(place, start, end, min(needed, default=USUAL_SUN)) for place in places),
        satellites={sensor.id: held.get(sensor.id, 0) for sensor in sensors},
        elements=len({carrier.elements.id for carrier in some}),
        newest_epoch=max(epochs, default=None),
        oldest_epoch=min(epochs, default=None),
        assumes=_assumes(sensors),
    )


def _assumes(sensors: Sequence[Sensor]) -> tuple[str, ...]:
    unchecked = sum(not sensor.checked for sensor in sensors)
    said = [
        f"limits of {unchecked} of {len(sensors)} sensor families are declared from memory of public documents and not checked",
        f"a look is refused where its time is uncertain by more than {ages().stale_s.at:g} s, or elements are more than "
        f"{ages().stale_days.at:g} days away",
    ]
    if any(sensor.kind == "optical" for sensor in sensors):
        said.append(f"cloud is a declared table of {len(skies().regions)} regions by month, not a climatology that was measured")
    return tuple(said)
