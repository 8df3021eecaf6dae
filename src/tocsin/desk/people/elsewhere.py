"""Signing in elsewhere: OpenID Connect, by authorization code with PKCE, state and nonce; the provider vouches, the desk decides the role.

OpenID Connect Core 1.0, sections 3.1.2 and 3.1.3; RFC 7636 (PKCE); RFC 9207 (`iss` in the answer). What the provider signs is checked
with joserfc, the claims with Authlib; every request to the provider goes through the same guarded fetching as all others.
"""

import hashlib
import hmac
import os
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

import msgspec
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from tocsin.collect.fetching.addresses import Exempt
from tocsin.collect.fetching.fetcher import Fetcher
from tocsin.collect.fetching.results import Fetched, Policy
from tocsin.desk.people.roles import Role
from tocsin.errors import CannotFinish, TocsinError
from tocsin.model import Record
from tocsin.model.desk import SignInElsewhere

SIGNED_BY = ("RS256", "ES256", "PS256", "EdDSA")
"""signatures by a private key only: never `none`, and never HS256, whose key is what every client knows"""
MOST_BYTES = 1_000_000
KEPT_S, WAITING_S, LEEWAY_S = 3_600.0, 600.0, 30
"""how long what the provider says of itself is believed; how long it may take to sign in there; how far its clock may be off"""
MOST_WAITING = 1_000
LONGEST_CLAIM = 200


class NotVouched(TocsinError):
    """Nobody is vouched for. `what` says why, for the log and for the person: nothing in it is secret."""


class Vouched(Record, frozen=True, kw_only=True):
    """Who the provider says that somebody is."""

    subject: str
    called: str
    shown: str
    role: Role
    to: str
    """the page that was asked for before"""


class Provider(Record, frozen=True, kw_only=True):
    """What a provider says of itself (OpenID Connect Discovery 1.0, section 3)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    names_itself: bool
    """it says `iss` in its answers (RFC 9207)"""


class Started(Record, frozen=True, kw_only=True):
    """Somebody on the way: where the browser goes, and what it must bring back in its cookie."""

    to: str
    state: str


class _Waiting(Record, frozen=True, kw_only=True):
    nonce: str
    verifier: str
    to: str
    since: float


class Elsewhere:
    """The way to one provider and back. Methods may be called from any thread; they ask the network."""

    def __init__(
        self,
        declared: SignInElsewhere,
        *,
        wall: Callable[[], datetime],
        ticks: Callable[[], float],
        environment: Mapping[str, str] = os.environ,
        fetcher: Fetcher | None = None,
    ) -> None:
        self.declared, self._wall, self._ticks, self._environment = declared, wall, ticks, environment
        exempt: Exempt = frozenset((host.lower(), int(port)) for host, _, port in (one.rpartition(":") for one in declared.exempt))
        policy = Policy(
            most_bytes=MOST_BYTES, timeout_s=10, whole_s=20, tries=1, pause_s=0.0, redirects=0, exempt=exempt, heed_robots=False
        )
        self._fetcher = fetcher or Fetcher(policy, clock=wall)
        self._waiting: OrderedDict[str, _Waiting] = OrderedDict()
        self._lock = threading.Lock()
        self._known: tuple[float, Provider] | None = None
        self._keys: tuple[float, KeySet] | None = None

    def close(self) -> None:
        """Close connections."""
        self._fetcher.close()

    @property
    def label(self) -> str:
        """What the button says."""
        return self.declared.label or urlsplit(self.declared.issuer).netloc

    def start(self, back: str, to: str) -> Started:
        """Begin: back is the address of our return page. CannotFinish: the provider cannot be asked."""
        provider = self._provider()
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        with self._lock:
            now = self._ticks()
            self._waiting[state] = _Waiting(nonce=nonce, verifier=verifier, to=to, since=now)
            while len(self._waiting) > MOST_WAITING:
                self._waiting.popitem(last=False)
        asked = {
            "response_type": "code",
            "client_id": self.declared.client_id,
            "redirect_uri": back,
            "scope": " ".join(self.declared.scopes),
            "state": state,
            "nonce": nonce,
            "code_challenge": create_s256_code_challenge(verifier),
            "code_challenge_method": "S256",
        }
        joint = "&" if "?" in provider.authorization_endpoint else "?"
        return Started(to=f"{provider.authorization_endpoint}{joint}{urlencode(asked)}", state=state)

    def finish(self, back: str, kept: str, answer: Mapping[str, str]) -> Vouched:
        """Who came back. kept: the state of the browser's cookie; answer: what the address brought. NotVouched; CannotFinish: no answer."""
        state = answer.get("state", "")
        # A state is good once, and only in the browser that was sent away with it: whoever lures another with an answer of their own
        # would else sign them in as somebody else.
        with self._lock:
            waiting = self._waiting.pop(state, None)
        if waiting is None or not kept or not hmac.compare_digest(kept.encode(), state.encode()):
            raise NotVouched("the answer belongs to no sign-in of this browser", todo="sign in again")
        if self._ticks() - waiting.since > WAITING_S:
            raise NotVouched("signing in took too long", todo="sign in again")
        provider = self._provider()
        told = answer.get("iss")
        if (provider.names_itself or told is not None) and told != provider.issuer:
            raise NotVouched("the answer is of another provider", todo="sign in again")
        if "error" in answer:
            raise NotVouched("the provider refused", where=_plain(answer["error"]), todo="ask who runs the provider")
        code = answer.get("code", "")
        if not code:
            raise NotVouched("the answer brings no code", todo="sign in again")
        claims = self._claims(provider, self._exchanged(provider, back, code, waiting.verifier), waiting.nonce)
        return Vouched(
            subject=_claim(claims, "sub"),
            called=_optional(claims, self.declared.name_claim),
            shown=_optional(claims, "name"),
            role=self._role(claims),
            to=waiting.to,
        )

    def _exchanged(self, provider: Provider, back: str, code: str, verifier: str) -> dict[str, Any]:
        """What the provider gives for the code."""
        given = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
        given["client_id"] = self.declared.client_id
        if self.declared.secret_env is not None:
            secret = self._environment.get(self.declared.secret_env)
            if not secret:
                raise CannotFinish(
                    "the client's secret is not set", where=f"${self.declared.secret_env}", todo="set it where the desk runs"
                )
            given["client_secret"] = secret
        answer = self._fetcher.post(
            provider.token_endpoint, urlencode(given).encode(), "application/x-www-form-urlencoded", "application/json", MOST_BYTES
        )
        if answer.outcome == "failed":
            raise CannotFinish("the provider cannot be asked", where=answer.what, todo="try again in a moment")
        found = _object(answer)
        if found is None or not isinstance(found.get("id_token"), str):
            raise NotVouched("the provider gave nothing for the code", todo="sign in again")
        return found

    def _claims(self, provider: Provider, exchanged: dict[str, Any], nonce: str) -> Mapping[str, Any]:
        """The claims of an ID token that is signed by the provider, of this client, of now, and of this sign-in."""
        text = exchanged["id_token"]
        try:
            try:
                token = jwt.decode(text, self._key_set(provider), algorithms=list(SIGNED_BY))
            except (JoseError, ValueError):
                # Signed with a key that is newer than what is kept: asked for once more.
                token = jwt.decode(text, self._key_set(provider, anew=True), algorithms=list(SIGNED_BY))
            audience = token.claims.get("aud")
            if self.declared.client_id not in (audience if isinstance(audience, list) else [audience]):
                raise NotVouched("what the provider signed is for another client", todo="check client_id: under sign_in: in tocsin.yml")
            claims = CodeIDToken(
                token.claims,
                token.header,
                options={"iss": {"essential": True, "value": provider.issuer}, "nonce": {"essential": True}},
                params={"client_id": self.declared.client_id, "nonce": nonce},
            )
            claims.validate(now=int(self._wall().timestamp()), leeway=LEEWAY_S)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise NotVouched("what the provider signed does not hold", where=type(error).__name__, todo="sign in again") from None
        return dict(claims)

    def _role(self, claims: Mapping[str, Any]) -> Role:
        """The highest role that the claims give, else the default."""
        found: object = claims
        for part in (self.declared.roles_claim or "").split("."):
            found = found.get(part) if part and isinstance(found, Mapping) else None
        held = [found] if isinstance(found, str) else found if isinstance(found, list) else []
        roles = [Role(self.declared.roles[one]) for one in held if isinstance(one, str) and one in self.declared.roles]
        if roles:
            return max(roles, key=lambda role: role.rank)
        if self.declared.default_role is None:
            raise NotVouched("the provider knows them, and gives them no role here", todo="ask who decides who may use the desk")
        return Role(self.declared.default_role)

    def _provider(self) -> Provider:
        with self._lock:
            known = self._known
        if known is not None and self._ticks() - known[0] < KEPT_S:
            return known[1]
        url = self.declared.issuer.rstrip("/") + "/.well-known/openid-configuration"
        found = self._asked(url)
        issuer = self.declared.issuer
        addresses = [found.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
        secure = urlsplit(issuer).scheme
        if found.get("issuer") != issuer or not all(isinstance(one, str) and urlsplit(one).scheme == secure for one in addresses):
            raise CannotFinish("it does not call itself as declared, or names no addresses", where=url, todo="check issuer: in tocsin.yml")
        made = Provider(
            issuer=issuer,
            authorization_endpoint=str(addresses[0]),
            token_endpoint=str(addresses[1]),
            jwks_uri=str(addresses[2]),
            names_itself=found.get("authorization_response_iss_parameter_supported") is True,
        )
        with self._lock:
            self._known = (self._ticks(), made)
        return made

    def _key_set(self, provider: Provider, *, anew: bool = False) -> KeySet:
        with self._lock:
            kept = self._keys
        if kept is not None and not anew and self._ticks() - kept[0] < KEPT_S:
            return kept[1]
        found = self._asked(provider.jwks_uri)
        keys = [one for one in found.get("keys", ()) if isinstance(one, dict) and one.get("kty") in ("RSA", "EC", "OKP")]
        if not keys:
            raise CannotFinish("it publishes no keys", where=provider.jwks_uri, todo="ask who runs the provider")
        made = KeySet.import_key_set({"keys": keys})
        with self._lock:
            self._keys = (self._ticks(), made)
        return made

    def _asked(self, url: str) -> dict[str, Any]:
        answer = self._fetcher.fetch(url)
        found = _object(answer)
        if found is None:
            raise CannotFinish(
                "the provider cannot be asked", where=f"{url}: {answer.what or 'no JSON object'}", todo="try again in a moment"
            )
        return found


def account_name(vouched: Vouched, issuer: str, taken: Callable[[str], bool]) -> str:
    """What a person who comes for the first time is called here: as the provider calls them, if that is free, never another's account."""
    from tocsin.desk.people import accounts

    unique = hashlib.sha256(f"{issuer}\n{vouched.subject}".encode()).hexdigest()
    try:
        wanted = accounts.named(vouched.called)
    except TocsinError:
        wanted = ""
    if wanted and not taken(wanted):
        return wanted
    return f"{wanted[:50]}-{unique[:12]}" if wanted else f"person-{unique[:12]}"


def state_cookie(secure: bool) -> str:
    """The name of the cookie that a browser brings back: Lax, for it comes back from another site."""
    return f"{'__Host-' if secure else ''}tocsin_elsewhere"


def _object(answer: Fetched) -> dict[str, Any] | None:
    """The JSON object of an answer."""
    if answer.outcome != "new":
        return None
    try:
        found = msgspec.json.decode(answer.body)
    except (msgspec.DecodeError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _claim(claims: Mapping[str, Any], name: str) -> str:
    found = claims.get(name)
    if not isinstance(found, str) or not 0 < len(found) <= LONGEST_CLAIM:
        raise NotVouched(f"the provider does not say {name}", todo="ask who runs the provider")
    return found


def _optional(claims: Mapping[str, Any], name: str) -> str:
    found = claims.get(name)
    return found if isinstance(found, str) and len(found) <= LONGEST_CLAIM else ""


def _plain(text: str) -> str:
    """An error's code as RFC 6749 has it, and nothing else: it comes from the address."""
    return "".join(sign for sign in text[:60] if sign.isascii() and (sign.isalnum() or sign in "_-"))
