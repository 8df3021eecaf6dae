"""Quick-looks of a place: before, after, what was flagged. Pixels and a line that says what they are; nothing says where they lie.

An image shows a whole cell of 0.1 degree, at most 512 pixels wide, whatever the resolution of what it was made from; its name has no
coordinates, and the file has no field that could hold any.
"""

import re
import warnings
from collections.abc import Iterator
from datetime import datetime

import numpy as np
import numpy.typing as npt

from tocsin.model.imagery import Imaging, SiteChange
from tocsin.sense.imagery import letters
from tocsin.sense.imagery.png import png
from tocsin.sense.imagery.series import Seen

Image = npt.NDArray[np.uint8]
NARROWEST, WIDEST = 256, 512
"""pixels of a quick-look's width"""
LOW, HIGH = 2, 98
"""percentiles of the values that become black and white"""
FLAG = (230, 80, 0)
_NAME = re.compile(r"[^a-z0-9]+")


def name(site: str, kind: Imaging, date: datetime, part: str) -> str:
    """A file's name: what and when."""
    return f"{_NAME.sub('-', site.lower()).strip('-')[:60] or 'site'}-{kind}-{date:%Y-%m-%d}-{part}.png"


def files(
    record: SiteChange, baseline: tuple[int, ...], date: int, flags: npt.NDArray[np.bool_], seen: Seen
) -> Iterator[tuple[str, bytes]]:
    """Names and PNG files of a place before, on a date, and with what was flagged on it. flags: of the pixels inside the cell, in order."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a pixel that no date sees has no mean
        before = np.nanmean(seen.values[list(baseline)], axis=0)
    after = seen.values[date]
    stretch = np.concatenate([before, after], axis=2)
    on = np.zeros(seen.inside.shape, dtype=bool)
    on[seen.inside] = flags
    when = record.dates[date].acquisition.t
    shown = render(after, stretch, record.kind)
    for part, image, moment in (
        ("before", render(before, stretch, record.kind), max(record.baseline)),
        ("after", shown, when),
        ("flagged", flagged(shown, on), when),
    ):
        until = "UNTIL " if part == "before" else ""
        yield (
            name(record.place.id, record.kind, when, part),
            file(image, f"{record.kind} {part} {until}{moment:%Y-%m-%d}", synthetic=record.synthetic),
        )


def render(values: npt.NDArray[np.floating], stretch: npt.NDArray[np.floating], kind: Imaging) -> Image:
    """(bands, h, w) as (h, w, 3): radar's first band in decibels as grey, optical red, green, blue; unseen pixels are dark blue.

    stretch: the values whose percentiles set black and white: one for all images of a place, so that they can be compared.
    """
    chosen = [0, 0, 0] if kind == "radar" or values.shape[0] < 3 else [2, 1, 0]
    planes = []
    for band in chosen:
        shown, over = _scaled(values[band], kind), _scaled(stretch[band], kind)
        over = over[np.isfinite(over)]
        low, high = np.percentile(over, [LOW, HIGH]) if over.size else (0.0, 1.0)
        with np.errstate(invalid="ignore"):
            planes.append(np.clip((shown - low) / max(high - low, 1e-12), 0, 1) * 255)
    image = np.stack(planes, axis=2)
    unseen = ~np.isfinite(image).all(axis=2)
    image[unseen] = (0, 0, 60)
    found: Image = image.astype(np.uint8)
    return found


def flagged(image: Image, flags: npt.NDArray[np.bool_]) -> Image:
    """The image in grey with flagged pixels in orange."""
    grey: Image = (image.mean(axis=2, keepdims=True) * 0.7).astype(np.uint8).repeat(3, axis=2)
    grey[flags] = FLAG
    return grey


def file(image: Image, words: str, *, synthetic: bool) -> bytes:
    """A PNG of the image at a size that can be looked at, with a line of words under it; SYNTHETIC comes first where it is so."""
    height, width = image.shape[:2]
    if width > WIDEST:
        step = -(-width // WIDEST)
        image = image[: height - height % step or height, : width - width % step or width]
        tall, wide = image.shape[0] // step, image.shape[1] // step
        image = image[: tall * step, : wide * step].reshape(tall, step, wide, step, 3).mean(axis=(1, 3)).astype(np.uint8)
    elif width < NARROWEST:
        times = -(-NARROWEST // width)
        image = image.repeat(times, axis=0).repeat(times, axis=1)
    line = letters.drawn(("SYNTHETIC " if synthetic else "") + words)
    big = 2 if line.shape[1] * 2 <= image.shape[1] - 4 else 1
    line = line.repeat(big, axis=0).repeat(big, axis=1)[:, : image.shape[1] - 4]
    strip = np.zeros((line.shape[0] + 6, image.shape[1], 3), np.uint8)
    strip[3 : 3 + line.shape[0], 2 : 2 + line.shape[1]][line] = 255
    return png(np.concatenate([image, strip]))


def _scaled(values: npt.NDArray[np.floating], kind: Imaging) -> npt.NDArray[np.float64]:
    wide = np.asarray(values, dtype=np.float64)
    if kind != "radar":
        return wide
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(wide > 0, 10 * np.log10(wide), np.nan)
