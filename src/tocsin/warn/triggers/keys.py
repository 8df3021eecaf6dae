"""Identities of what triggers tell: the same matter has the same key on every run, whatever it is called meanwhile."""

from tocsin.model import digest
from tocsin.model.triggers import Trigger

LETTERS = 16
"""of a digest: 64 bits tell a billion matters apart"""


def key(trigger: Trigger, *identity: object) -> str:
    """The key of one matter of a trigger."""
    return digest("cause", trigger.id, *identity)[:LETTERS]
