"""Counts against their own past: how unusual is each day, since when, and does a second opinion agree."""

from tocsin.sense.series.judging import judged, judged_all, kind_of
from tocsin.sense.series.observed import observations

__all__ = ["judged", "judged_all", "kind_of", "observations"]
