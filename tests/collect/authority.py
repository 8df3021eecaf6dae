"""A time-stamping authority of the tests' own (SYNTHETIC): it writes its tokens byte by byte, so that each part can be made wrong.

The encoding is DER (ITU-T X.690) of RFC 3161's TimeStampResp and RFC 5652's SignedData; keys and certificates are made by cryptography.
"""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

MADE = datetime(2024, 1, 1, tzinfo=UTC)
"""from when its certificates are valid"""
YEARS = timedelta(days=3_650)
POLICY = "1.3.6.1.4.1.99999.1"
_SHA256, _ECDSA = "2.16.840.1.101.3.4.2.1", "1.2.840.10045.4.3.2"
_SIGNED, _TOKEN_INFO = "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.16.1.4"
_CONTENT_TYPE, _DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"


class Query(NamedTuple):
    """What was asked."""

    sha256: bytes
    nonce: int


class Authority:
    """A root, and a signer under it. `signer_ends`: when the signer's certificate ends; `purpose`: what it may be used for."""

    def __init__(
        self, name: str = "Example Stamps", *, signer_ends: datetime = MADE + YEARS, purpose: x509.ObjectIdentifier | None = None
    ) -> None:
        self.serial = 0
        self._root_key, self._key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        root, signer = _named(f"{name} Root"), _named(name)
        self.root = (
            _begun(root, root, self._root_key, MADE + YEARS)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(self._root_key, hashes.SHA256())
        )
        self.certificate = (
            _begun(signer, root, self._key, signer_ends)
            .add_extension(x509.ExtendedKeyUsage([purpose or ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
            .sign(self._root_key, hashes.SHA256())
        )

    @property
    def pem(self) -> bytes:
        """The root, as a workspace's file has it."""
        found: bytes = self.root.public_bytes(serialization.Encoding.PEM)
        return found

    def answer(self, query: Query, at: datetime, *, digest: bytes | None = None, nonce: int | None = None, within_s: int = 1) -> bytes:
        """A token for what was asked; `digest` and `nonce` in place of what was asked make a wrong one."""
        self.serial += 1
        info = _sequence(
            _integer(1),
            _oid(POLICY),
            _sequence(_algorithm(_SHA256), _octets(digest or query.sha256)),
            _integer(self.serial),
            _tagged(0x18, at.strftime("%Y%m%d%H%M%SZ").encode()),
            _sequence(_integer(within_s)),
            _integer(query.nonce if nonce is None else nonce),
        )
        attributes = b"".join(
            sorted(
                (
                    _sequence(_oid(_CONTENT_TYPE), _set(_oid(_TOKEN_INFO))),
                    _sequence(_oid(_DIGEST), _set(_octets(hashlib.sha256(info).digest()))),
                )
            )
        )
        signature = self._key.sign(_set(attributes), ec.ECDSA(hashes.SHA256()))
        signer = _sequence(
            _integer(1),
            _sequence(self.certificate.issuer.public_bytes(), _integer(self.certificate.serial_number)),
            _algorithm(_SHA256),
            _tagged(0xA0, attributes),
            _sequence(_oid(_ECDSA)),
            _octets(signature),
        )
        certificates = self.certificate.public_bytes(serialization.Encoding.DER)
        signed = _sequence(
            _integer(3),
            _set(_algorithm(_SHA256)),
            _sequence(_oid(_TOKEN_INFO), _tagged(0xA0, _octets(info))),
            _tagged(0xA0, certificates),
            _set(signer),
        )
        return _sequence(_sequence(_integer(0)), _sequence(_oid(_SIGNED), _tagged(0xA0, signed)))


def refusal(words: str = "not today") -> bytes:
    """An answer that grants nothing."""
    return _sequence(_sequence(_integer(2), _sequence(_tagged(0x0C, words.encode()))))


def asked(body: bytes) -> Query:
    """What a request asks: its digest and its nonce."""
    found = _parts(_parts(body)[0][1])
    imprint = _parts(found[1][1])
    return Query(imprint[1][1], int.from_bytes(found[2][1]))


def _parts(data: bytes) -> list[tuple[int, bytes]]:
    """(tag, content) of each value in `data`."""
    found, at = [], 0
    while at < len(data):
        tag, length, at = data[at], data[at + 1], at + 2
        if length & 0x80:
            more = length & 0x7F
            length, at = int.from_bytes(data[at : at + more]), at + more
        found.append((tag, data[at : at + length]))
        at += length
    return found


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _begun(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, ends: datetime) -> Any:
    made = x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
    return made.not_valid_before(MADE).not_valid_after(ends)


def _tagged(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 128:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes([tag, 0x80 | len(length)]) + length + content


def _sequence(*parts: bytes) -> bytes:
    return _tagged(0x30, b"".join(parts))


def _set(*parts: bytes) -> bytes:
    return _tagged(0x31, b"".join(parts))


def _octets(content: bytes) -> bytes:
    return _tagged(0x04, content)


def _integer(number: int) -> bytes:
    return _tagged(0x02, number.to_bytes(number.bit_length() // 8 + 1))


def _algorithm(name: str) -> bytes:
    return _sequence(_oid(name), b"\x05\x00")


def _oid(name: str) -> bytes:
    first, second, *rest = (int(part) for part in name.split("."))
    out = bytearray()
    for number in (40 * first + second, *rest):
        piece = [number & 0x7F]
        while number := number >> 7:
            piece.append(0x80 | number & 0x7F)
        out += bytes(reversed(piece))
    return _tagged(0x06, bytes(out))
