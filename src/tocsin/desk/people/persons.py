"""Who asks."""

from tocsin.desk.people.roles import Role
from tocsin.model import Record


class Person(Record, frozen=True, kw_only=True):
    """Somebody signed in, or a program with a token."""

    name: str
    role: Role
    shown: str = ""
    """how the name is written; `name` where empty"""
