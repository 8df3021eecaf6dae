"""Roles of the desk: what a person, or a program with a token, may do there. Each holds all that the ones below it hold."""

from enum import StrEnum


class Role(StrEnum):
    """Who may do what, least first. Pages and actions declare the least role that may use them.

    A `StrEnum` compares as its word; order is `rank`, and permission is `holds`.
    """

    READER = "reader"
    """sees every page; changes nothing but its own account"""
    ANALYST = "analyst"
    """enters what it judges and saw: statements, origins, grades, observations, judgements, acknowledgements, the shift log"""
    EDITOR = "editor"
    """decides what leaves: publishes briefs, releases alerts, resolves outcomes"""
    ADMIN = "admin"
    """decides who may use the desk"""

    @property
    def rank(self) -> int:
        """0 for the least role, 3 for the highest."""
        return list(Role).index(self)

    def holds(self, needed: "Role") -> bool:
        """Whether who has this role may do what needs `needed`."""
        return self.rank >= needed.rank


def least(*roles: Role) -> Role:
    """The lowest of `roles`: what a token may do is the lower of its own role and of its owner's role of the moment."""
    return min(roles, key=lambda role: role.rank)
