"""What a service lists of places, for people: the images by place, and what was brought."""

from typing import TYPE_CHECKING

from tocsin.cli.changing_labels import label
from tocsin.cli.output import table, wrapped, write

if TYPE_CHECKING:
    from tocsin.cli.labels import Lang
    from tocsin.model.imagery import Acquired


def show(found: "Acquired", lang: "Lang") -> None:
    """A table a place: when it was taken, by what, when it was published, how much cloud."""
    for each in found.places:
        wrapped(
            label(
                "listed",
                lang,
                name=each.place.name,
                service=found.service,
                count=len(each.acquisitions),
                first=f"{found.begin:%Y-%m-%d}",
                last=f"{found.end:%Y-%m-%d}",
            )
        )
        rows = [
            [
                f"{one.t:%Y-%m-%d %H:%M}",
                label(one.kind, lang),
                one.platform or one.collection,
                one.track or "",
                "" if one.cloud is None else f"{one.cloud:.0%}",
                f"{one.t_known:%Y-%m-%d %H:%M}",
            ]
            for one in each.acquisitions
        ]
        if rows:
            table(rows, [label(key, lang) for key in ("taken", "kind", "platform", "track", "cloud", "known")], [16, 8, 18, 16, 6, 16])
        write("")
    for skipped in found.skipped:
        wrapped(label("skipped", lang, name=skipped.place.name, why=skipped.why))
    wrapped(label("listed-foot", lang))
    if found.brought:
        wrapped(label("brought", lang, count=len(found.brought)))
