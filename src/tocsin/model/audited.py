"""Who did what at the desk: one appended record for each sign-in, each refused one, each change of people and each action."""

from typing import Literal

from tocsin.model.base import Kept, Time

Through = Literal["password", "token", "elsewhere", "console"]
"""How they had shown who they are: a password, an API token, sign-in elsewhere (OpenID Connect); console: the machine's own user."""


class Audited(Kept, frozen=True, kw_only=True, tag="audited"):
    """One act. It holds ids and reasons, never a secret and never what was typed into a form but the reason."""

    id: str
    who: str
    """the account; empty where nobody was signed in, and where no such account exists: what was typed there may be a password"""
    act: str
    """a stable word: `sign-in`, `sign-in-refused`, `account-added`, `role-changed`, `token-made`..., or `do:` and an action's name"""
    on: str = ""
    """what it was done to: an account, a token, the id of a record"""
    why: str = ""
    through: Through
    count: int = 1
    """how many like it this one stands for: refused sign-ins in a row are not all written down"""
    t_known: Time
