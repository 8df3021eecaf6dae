"""How a workspace's desk is reached, for how long one stays signed in, and who else may vouch for people: `desk:` in tocsin.yml."""

from typing import Literal

from tocsin.model.base import Record

RoleWord = Literal["reader", "analyst", "editor", "admin"]


class SignInElsewhere(Record, frozen=True, kw_only=True):
    """A provider of OpenID Connect that vouches for people."""

    issuer: str
    """its address, exactly as it calls itself"""
    client_id: str
    secret_env: str | None = None
    """the environment variable that holds the client's secret; None: a public client, which PKCE alone protects"""
    label: str = ""
    """what the button says; the issuer's host where empty"""
    scopes: tuple[str, ...] = ("openid", "profile")
    name_claim: str = "preferred_username"
    """the claim that the account is called after when it is first seen; it is known by `sub` ever after"""
    roles_claim: str | None = None
    """the claim that says which groups a person is in; dots lead into it, e.g. realm_access.roles"""
    roles: dict[str, RoleWord] = {}
    """by value of that claim: the role; the highest counts"""
    default_role: RoleWord | None = None
    """of who has none of them; None: they may not come in"""
    exempt: tuple[str, ...] = ()
    """HOST:PORT inside one's own network that may be asked: an issuer of one's own"""


class DeskSettings(Record, frozen=True, kw_only=True):
    """What the desk holds to."""

    idle_minutes: float = 30
    longest_hours: float = 12
    hosts: tuple[str, ...] = ()
    """names under which it is reached, beside this machine's own"""
    behind_tls: bool = False
    """a proxy in front ends TLS: cookies are marked so, and addresses begin with https"""
    proxies: tuple[str, ...] = ()
    """addresses of proxies whose X-Forwarded-For and -Proto are believed; none as shipped"""
    certificate: str | None = None
    """PEM file in the workspace: TLS is ended here"""
    key: str | None = None
    most_bytes: int = 1_048_576
    """of one request's body"""
    within_s: float = 60
    """for one answer to begin"""
    metrics: bool = False
    """`/metrics` is there, for who shows the token of `TOCSIN_METRICS_TOKEN` or, where that is not set, for this machine alone"""
    picture_minutes: float = 180
    """how old the picture may be for `/readyz` to call the desk ready; it is taken again every hour where nothing fails"""
    sign_in: SignInElsewhere | None = None
