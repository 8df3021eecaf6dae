"""Who asks."""

from tocsin.desk.people.roles import Role
from tocsin.model import Record
from tocsin.model.audited import Through


class Person(Record, frozen=True, kw_only=True):
    """Somebody signed in, or a program with a token."""

    name: str
    role: Role
    shown: str = ""
    """how the name is written; `name` where empty"""
    through: Through = "password"
    """how they have shown who they are"""
    token: str = ""
    """the id of the token, where a program asks"""
