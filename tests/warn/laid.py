"""The invented case with all that may stand beside an assessment: who watched, a rival reading, looks, dates, warning time, alerts."""

from datetime import timedelta
from typing import Any, Literal

from tests.warn.made import AS_OF, SINCE, Made, case
from tocsin.model import Brief, Coverage, Look, Place, Probability
from tocsin.model.briefs import Form, Rival, RivalRow
from tocsin.model.calendars import Calendar, DueRow
from tocsin.model.orbits import Gap, Overhead
from tocsin.model.worth import Offer, SetWorth, Worth
from tocsin.warn.brief import compose
from tocsin.warn.material import Material, OpenAlert, Timely
from tocsin.warn.words import Lang

TOLD: dict[Lang, tuple[str, ...]] = {
    "en": ("In time in 44% of 1,000 scenarios, if these step rates hold.", "Next look: Vaule, radar, on 13 March."),
    "fr": ("À temps dans 44 % de 1 000 scénarios, si ces durées tiennent.", "Prochain regard : Vaule, radar, le 13 mars."),
}


def material(made: Made | None = None, words: str = "the spring flood") -> Material:
    """All of it; `words` stand wherever words come from outside."""
    held = made or case()
    agency = (held if held.origins else case()).origins[0]
    watched = Coverage(
        id="c1",
        indicator="levels",
        source="gauge",
        t_start=AS_OF - timedelta(days=20),
        t_end=AS_OF - timedelta(days=2),
        t_known=AS_OF - timedelta(days=1),
        status="watched",
        method="gauge",
        method_version="1",
    )
    rows = (
        RivalRow(observation="a", indicator="trucks", origin=agency.id, publisher=agency.publisher, factor=1.6),
        RivalRow(observation="silence:levels", indicator="levels", silent=True, factor=0.8),
    )
    look = Offer(id="seepage@new:B", indicator="seepage", source="new:B", reliability="B", looked=0.9, published=0.9)
    gauge = Offer(id="levels@gauge", indicator="levels", source="gauge", reliability="C", looked=0.9, published=0.9)
    alone = tuple(
        SetWorth(looks=(offer.id,), worth=Probability(mean=mean, low=mean / 2, high=mean * 2), gain=mean, apart=mean, outcomes=2)
        for offer, mean in ((look, 0.0003), (gauge, 0.0001))
    )
    due = DueRow(
        id="flood",
        basis="declared",
        kind="known-unknown",
        date=(AS_OF + timedelta(days=5)).date(),
        until=None,
        days=5,
        state="due",
        what={"en": words, "fr": words},
        shows={"en": "the level at the foot", "fr": "le niveau au pied"},
        on_whose_word="the board",
    )
    return Material(
        coverage=(watched,),
        rival=Rival(
            process="dam", leading="sound", rival="strained", probability=0.8, rival_probability=0.2, rows=rows, draws=50, seed=0
        ),
        worth=Worth(
            problem="vaule-dam", hypothesis="breach", horizon=30, days=7, loss="change", as_of=AS_OF, probability=0.001,
            offers=(look, gauge), alone=alone, sets=(), draws=50, seed=0,
        ),
        due=Calendar(as_of=AS_OF, checked=None, begin=AS_OF.date(), end=AS_OF.date() + timedelta(days=60), entries=(due,)),
        overhead=overhead(),
        timely=Timely(TOLD, "tocsin margin --json"),
        alerts=(
            OpenAlert("e1", {"en": words}, "severe", AS_OF - timedelta(hours=3), who="O. Arkel", action={"en": words}),
            OpenAlert(id="e2", title={"en": "old"}, severity="minor", opened=AS_OF - timedelta(hours=30), acknowledged_by="L. Sorn"),
        ),
    )  # fmt: skip


def overhead(usable: bool = True, elements: int = 3) -> Overhead:
    """Two looks at one invented place, one by radar and one by light, and the longest time without any."""
    place = Place(id="vaule", name="Vaule", lat=50.1, lon=30.2)
    refused = None if usable else "stale: too old"
    kinds: tuple[tuple[Literal["radar", "optical"], int], ...] = (("radar", 3), ("optical", 9))
    looks = tuple(
        Look(
            id=kind, satellite="S", sensor=f"example-{kind}", place=place, t=AS_OF + timedelta(hours=hours), t_sigma=1.0,
            off_nadir_deg=20.0, elevation_deg=60.0, kind=kind, refused=refused, p_clear=0.25 if kind == "optical" else 1.0,
        )
        for kind, hours in kinds
    )  # fmt: skip
    gap = Gap(place=place, sensor="any", looks=2, worst_hours=14.0, worst_start=AS_OF, worst_end=AS_OF + timedelta(hours=14))
    return Overhead(
        start=AS_OF, end=AS_OF + timedelta(days=2), as_of=AS_OF, looks=looks, gaps=(gap,), daylight=(), satellites={}, elements=elements,
    )  # fmt: skip


def whole(lang: Lang = "en", form: Form = "daily", made: Made | None = None, beside: Material | None = None, **more: Any) -> Brief:
    """A brief of the case with everything in it."""
    held = made or case()
    more = {"since": SINCE, "previous": held.previous, **more}
    return compose(
        held.assessment, held.origins, held.readings, held.reports, held.problem, (),
        lang=lang, form=form, material=material(held) if beside is None else beside, **more,
    )  # fmt: skip
