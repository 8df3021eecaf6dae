"""What arrived: bytes, the reports read out of them, and what had to be refused."""

from tocsin.model.base import Kept, Span, Time, digest, utc


class RawDoc(Kept, frozen=True, kw_only=True, tag="raw-doc"):
    """Bytes as fetched. The bytes themselves rest in the blob store under `sha256`."""

    sha256: str
    size: int
    """bytes"""
    url: str | None = None
    path: str | None = None
    media_type: str | None = None
    fetched_at: Time


class Report(Kept, frozen=True, kw_only=True, tag="report"):
    """An article, post, bulletin or document as collected. `text` is what spans count in."""

    id: str
    source_id: str | None = None
    """the `id` that the input gave, if it gave one"""
    path: str | None = None
    url: str | None = None
    site: str | None = None
    published_at: Time | None = None
    collected_at: Time
    language: str | None = None
    """as declared by the input; the reader decides and says so in the Reading"""
    title: str | None = None
    text: str
    raw: str | None = None
    """SHA-256 of the raw blob"""
    encoding: str | None = None
    extra: dict[str, object] = {}
    """fields of the input that Tocsin does not know"""
    furniture: tuple[Span, ...] = ()
    """share buttons, credits, subscription boxes: marked, not cut"""
    flags: tuple[str, ...] = ()


def report_id(url: str | None, site: str | None, published_at: Time | None, title: str | None, text: str) -> str:
    """Identity of a report: SHA-256 of canonical (url, site, published_at, title, text)."""
    return digest(url, site, None if published_at is None else utc(published_at).isoformat(), title, text)


class Refusal(Kept, frozen=True, kw_only=True, tag="refusal"):
    """One piece of input that was not taken: why, where, and the hash of its bytes in quarantine."""

    id: str
    where: str
    """file, or file:line"""
    reason: str
    """short and stable: `not-text`, `empty`, `too-large`, `broken-line`, ..."""
    what: str
    todo: str
    sha256: str | None = None
    """of the quarantined bytes"""
    size: int = 0
    kept: int = 0
    """bytes kept in quarantine; less than `size` only where the input exceeds the limit, and then `what` says so"""
    refused_at: Time
    format: str | None = None
    """what it was read as, where that was decided: a retry reads it as that again"""
