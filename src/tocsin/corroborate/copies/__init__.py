"""Reports that share their wording: furniture out, winnowed fingerprints propose, exact containment of word 5-grams decides."""

from tocsin.corroborate.copies.bodies import bodies
from tocsin.corroborate.copies.comparing import COPY, LIFTED, REWORDED, Kind
from tocsin.corroborate.copies.families import families
from tocsin.corroborate.copies.hashing import fingerprints, grams
from tocsin.corroborate.copies.index import Index, Match
from tocsin.corroborate.copies.layout import HELD, K

__all__ = ["COPY", "HELD", "LIFTED", "REWORDED", "Index", "K", "Kind", "Match", "bodies", "families", "fingerprints", "grams"]
