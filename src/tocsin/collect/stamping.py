"""Time stamps (RFC 3161): what an authority is asked, and whether its answer holds.

An authority signs the SHA-256 of some bytes together with the time: whoever trusts it can see later that they existed then. It is shown
the hash alone. What holds is worked out by rfc3161-client (OpenSSL's CMS): the signature, the chain from the signer up to a trusted root
as of the token's own time, the signer's purpose, the nonce. Not checked: revocation, and the signer's hash among the signed attributes
(ESSCertID).
"""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tocsin.errors import CannotFinish, ConfigError, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cryptography.x509 import Certificate

QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"
"""media types (RFC 3161, section 3.4)"""
MOST_BYTES = 64 * 1024
"""of an answer: a token with a chain of certificates has about 6 KB"""
SHA256 = "2.16.840.1.101.3.4.2.1"
STATUSES = ("granted", "granted with changes", "rejected", "waiting", "revocation warning", "revoked")
"""RFC 3161, section 2.4.2"""
_TODO = "ask again, or another authority"


class Asked(NamedTuple):
    """A request as it is sent, and the number that the answer must repeat."""

    body: bytes
    nonce: int


class Trust(NamedTuple):
    """Certificates: `roots` are trusted, `between` may lead from a signer up to one."""

    roots: tuple["Certificate", ...]
    between: tuple["Certificate", ...]
    policy: str | None = None


class Token(NamedTuple):
    """What a token that holds says."""

    at: datetime
    within_s: float | None
    signer: str
    policy: str
    serial: str


def trust(files: "Sequence[Path]", policy: str | None = None) -> Trust:
    """The certificates in PEM files. ConfigError where one cannot be read, or none is a root; CannotFinish without the extra."""
    _client()
    from cryptography import x509

    found: list[Certificate] = []
    for path in files:
        try:
            found += x509.load_pem_x509_certificates(path.read_bytes())
        except OSError as error:
            raise ConfigError([f"{path}: stamping certificates cannot be read: {error.strerror}"]) from error
        except ValueError:
            raise ConfigError([f"{path}: there is no certificate in it: put the authority's root there, as PEM"]) from None
    roots = tuple(one for one in found if one.issuer == one.subject)
    if not roots:
        raise ConfigError([f"{', '.join(map(str, files))}: no root certificate (one that names itself as its issuer) is among these"])
    return Trust(roots, tuple(one for one in found if one.issuer != one.subject), policy)


def request(data: bytes) -> Asked:
    """What an authority is asked for `data`: it holds the SHA-256 of it, and a random number."""
    client = _client()
    made = client.TimestampRequestBuilder().data(data).hash_algorithm(client.HashAlgorithm.SHA256).nonce(nonce=True).build()
    return Asked(made.as_bytes(), made.nonce)


def holds(answer: bytes, sha256: str, trusted: Trust, nonce: int | None = None) -> Token:
    """What a token says, where it holds for the bytes of that hash. Refused (`stamp`) where it does not, and says why.

    nonce: what was asked with; null where that was long ago.
    """
    client = _client()
    if len(answer) > MOST_BYTES:
        raise _bad(f"it is longer than {MOST_BYTES:,} bytes")
    try:
        found = client.decode_timestamp_response(answer)
    except ValueError as error:
        raise _bad(f"it is no time stamp: {_short(error)}") from None
    if found.status != 0:
        named = STATUSES[found.status] if found.status < len(STATUSES) else str(found.status)
        raise _bad(f"the authority did not grant it: {named}{_said(found)}")
    try:
        info = found.tst_info
        imprint = info.message_imprint
        if imprint.hash_algorithm.dotted_string != SHA256 or imprint.message.hex() != sha256:
            raise _bad("it is a stamp of other bytes")
        if nonce is not None and info.nonce != nonce:
            raise _bad("it answers another request: its nonce is not ours")
        if trusted.policy is not None and info.policy.dotted_string != trusted.policy:
            raise _bad(f"its policy is {info.policy.dotted_string}, not {trusted.policy}")
        verifier = client.VerifierBuilder(roots=list(trusted.roots), intermediates=list(trusted.between)).build()
        verifier.verify(found, bytes.fromhex(sha256))
        return Token(info.gen_time, _accuracy(info), _signer(found), info.policy.dotted_string, str(info.serial_number))
    except client.VerificationError as error:
        raise _bad(f"it does not hold: {_short(error)}") from None
    except ValueError as error:
        raise _bad(f"its parts cannot be read: {_short(error)}") from None


def imprint(data: bytes) -> str:
    """The SHA-256 by which `data` is stamped."""
    return hashlib.sha256(data).hexdigest()


def _client() -> Any:
    try:
        import rfc3161_client
    except ImportError as error:
        raise CannotFinish(
            f"time stamps need {error.name}, which is not installed", todo="install the extra: pip install 'tocsin[timestamp]'"
        ) from error
    return rfc3161_client


def _accuracy(info: Any) -> float | None:
    try:
        told = info.accuracy
    except ValueError:
        return None
    if told is None:
        return None
    return float((told.seconds or 0) + (told.millis or 0) / 1e3 + (told.micros or 0) / 1e6)


def _signer(found: Any) -> str:
    """Whom the signing certificate names; where the token leaves it out, its issuer and number."""
    from cryptography import x509

    signed = found.signed_data
    (info,) = signed.signer_infos
    for der in signed.certificates:
        one = x509.load_der_x509_certificate(der)
        if (one.issuer, one.serial_number) == (info.issuer, info.serial_number):
            return one.subject.rfc4514_string()
    return f"{info.issuer.rfc4514_string()} #{info.serial_number}"


def _said(found: Any) -> str:
    told = " ".join(found.status_string or [])
    return f" ({told[:200]})" if told else ""


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _bad(what: str) -> Refused:
    return Refused("stamp", what, todo=_TODO)
