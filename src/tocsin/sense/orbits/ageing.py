"""How uncertain the time of a look is, and when it must not be used: the declared growth of errors with the age of elements."""

from tocsin.library.sensors import ages
from tocsin.model.sensors import Sensor


def sigma(sensor: Sensor, age_days: float) -> float:
    """One standard deviation of a look's time in seconds, for elements so many days away from it, before or after."""
    declared = ages().drift[sensor.drift]
    return float((declared.floor_s.at**2 + (declared.per_day2_s.at * age_days**2) ** 2) ** 0.5)


def stale(sensor: Sensor, age_days: float) -> str | None:
    """Why a look from elements of this age must not be used; None where it may."""
    declared, seconds = ages(), sigma(sensor, age_days)
    if age_days > declared.stale_days.at:
        return f"stale: elements {age_days:.0f} days away, more than {declared.stale_days.at:g}"
    if seconds > declared.stale_s.at:
        return f"stale: time uncertain by {seconds:.0f} s, more than {declared.stale_s.at:g} s ({age_days:.0f} days from the elements)"
    return None
