"""What every adapter is given and hands on, and how a piece becomes a report; the same for ours and for others' (`tocsin.adapters`).

An adapter is a module, or any object, with `read(stream, taking)`, which yields pieces: a `Piece` for each report, an `Unfit` for each
part that cannot be taken. It raises Refused where the whole cannot be taken. It keeps nothing between calls, asks no clock and no network,
and the same bytes give the same pieces. One that is to be found from content also has `knows(head: bytes, path: str) -> bool`.
"""

import re
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import BinaryIO, NamedTuple, Protocol

from tocsin.collect import characters, furniture
from tocsin.collect.moments import moment
from tocsin.collect.records import Collected, Limits, RefusedInput, raw_document, refused
from tocsin.collect.streams import Left
from tocsin.errors import Refused
from tocsin.model import TLP_ORDER, Report, report_id, utc

LONGEST_FIELD = 4_000
"""characters of a title, name or address; what is longer is no such thing, and is cut and flagged"""
MAIL_FORM = "published-in-mail-form"


class Piece(NamedTuple):
    """One report as an adapter found it. `blob` are the bytes it rests on, which must be readable again by the same adapter."""

    text: str
    blob: bytes
    at: str = ""
    """where in the input, joined to its name: `#3`, `:12`, `!inner.txt`"""
    title: str | None = None
    url: str | None = None
    site: str | None = None
    published: str | datetime | None = None
    language: str | None = None
    source_id: str | None = None
    extra: Mapping[str, object] = {}
    flags: tuple[str, ...] = ()
    encoding: str | None = None
    media_type: str = "text/plain"


class Unfit(NamedTuple):
    """One part of an input that cannot be taken: why, where, and what to do instead."""

    reason: str
    what: str
    todo: str
    blob: bytes
    at: str = ""
    size: int | None = None


class Nested(NamedTuple):
    """A document inside this one (a page in an archive) that another adapter reads. For our own adapters."""

    blob: bytes
    at: str
    form: str | None = None
    url: str | None = None
    charset: str | None = None
    extra: Mapping[str, object] = {}
    """what the outer document says of it"""


class Taking(NamedTuple):
    """What an adapter may know of the input beside its bytes."""

    where: str
    clock: datetime
    limits: Limits = Limits()
    columns: Mapping[str, str] = {}
    """field of a report -> column of a table"""
    url: str | None = None
    """the address that the bytes were fetched from, where that is known"""
    charset: str | None = None
    """as declared beside the bytes, e.g. by an HTTP header"""
    extra: Mapping[str, object] = {}
    """what an outer document says of this one; kept with each report"""
    late: Callable[[], bool] = lambda: False
    """whether the time for one document is over"""
    left: Left | None = None
    """what the archive that it lies in may still unpack to"""

    def hurry(self) -> None:
        """Raises Refused `too-slow` once the time for one document is over. Adapters call it between pages, parts and rows."""
        if self.late():
            what = f"reading it took longer than {self.limits.seconds:g} seconds"
            raise Refused("too-slow", what, where=self.where, todo="save its text as .txt, or split it")


class Adapter(Protocol):
    """One format."""

    def read(self, stream: BinaryIO, taking: Taking) -> Iterator[Piece | Unfit | Nested]:
        """The pieces of `stream`, in its order. Raises Refused where the rest cannot be taken."""
        ...


class Stopwatch:
    """Called: whether more than `seconds` have gone by since it was made, without the time in which it was held."""

    def __init__(self, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._now, self._held = seconds, now, 0.0
        self._started = now()

    def __call__(self) -> bool:
        return self._now() - self._started > self._seconds

    def hold(self) -> None:
        """What follows is another's work."""
        self._held = self._now()

    def go_on(self) -> None:
        """It is over."""
        self._started += self._now() - self._held


def whole(stream: BinaryIO, taking: Taking, most: int | None = None) -> bytes:
    """All bytes of a document. Raises Refused `empty`, and `too-large` beyond `most` (else `limits.document`)."""
    limit = taking.limits.document if most is None else most
    held = stream.read(limit + 1)
    if len(held) > limit:
        raise Refused(
            "too-large", f"it is larger than {limit:,} bytes", where=taking.where, todo="split it, or save its text as JSON Lines"
        )
    if not held.strip(b" \t\r\n\x0b\x0c"):
        raise Refused("empty", "there is nothing in it", where=taking.where, todo="give a file with text in it")
    return held


def finish(piece: Piece, taking: Taking, form: str) -> Collected | RefusedInput:
    """The report of a piece with its document, or the refusal of one that holds no text or too much."""
    where, clock = taking.where + piece.at, taking.clock
    text, lone = characters.scalars(piece.text)
    said = ["lone-surrogates"] if lone else []
    if not text.replace("\ufeff", "").strip():
        todo = "give its text by itself, as .txt or JSON Lines"
        return refused("no-text", "there is no text in it", where=where, todo=todo, blob=piece.blob, clock=clock, form=form)
    if len(text) > taking.limits.report:
        what, kept = f"its text is longer than {taking.limits.report:,} characters", piece.blob[: taking.limits.kept]
        size = len(piece.blob)
        return refused("too-large", what, where=where, todo="split it into reports", blob=kept, size=size, clock=clock, form=form)
    if characters.controls(text) > 0.02 * len(text):
        todo = "give its text, e.g. exported as UTF-8"
        return refused("not-text", "its text looks like binary data", where=where, todo=todo, blob=piece.blob, clock=clock, form=form)
    title, url, site, language, source_id = (
        _field(value, said) for value in (piece.title, piece.url, piece.site, piece.language, piece.source_id)
    )
    extra = {key: value for key, value in {**taking.extra, **piece.extra}.items() if value not in (None, "", [], {})}
    published, flags = _published(piece.published, extra)
    if published is not None and published > clock:
        flags = (*flags, "published-in-the-future")
    if form in ("feed", "eml"):
        flags = tuple(flag for flag in flags if flag != MAIL_FORM)
    extra.setdefault("format", form)
    report = Report(
        id=report_id(url, site, published, title, text),
        source_id=source_id,
        path=where,
        url=url,
        site=site,
        published_at=published,
        collected_at=utc(clock),
        language=_primary(language),
        title=title,
        text=text,
        raw=None,
        encoding=piece.encoding,
        extra=_plain(extra, said),
        furniture=furniture.find(text),
        flags=tuple(dict.fromkeys((*piece.flags, *flags, *said, *characters.flags(text)))),
        tlp=next((mark for mark in TLP_ORDER if mark == extra.get("tlp")), "clear"),
        synthetic=extra.get("synthetic") in (True, "true", "True", "1"),
    )
    raw = raw_document(piece.blob, path=where, url=url, media_type=piece.media_type, clock=clock)
    return Collected(raw, _with_raw(report, raw.sha256), piece.blob)


def _with_raw(report: Report, sha256: str) -> Report:
    import msgspec

    return msgspec.structs.replace(report, raw=sha256)


def _field(value: str | None, said: list[str]) -> str | None:
    """A short field on one line, or None."""
    if value is None:
        return None
    plain, lone = characters.scalars(" ".join(value.replace("\x00", " ").split()))
    if lone:
        said.append("lone-surrogates")
    if len(plain) > LONGEST_FIELD:
        said.append("field-cut")
        plain = plain[:LONGEST_FIELD]
    return plain or None


def _primary(language: str | None) -> str | None:
    """`fr-CA`, `uk_UA` as `fr`, `uk`; what is no such code stays as it was given."""
    found = re.fullmatch(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]*)?", language or "")
    return found.group(1).lower() if found else language


def _published(given: str | datetime | None, extra: dict[str, object]) -> tuple[datetime | None, tuple[str, ...]]:
    if isinstance(given, datetime):
        return moment(given.isoformat())
    found, flags = moment(given)
    if found is None and given is not None and given.strip():
        extra["published"] = given[:LONGEST_FIELD]
    return found, flags


def _plain(extra: dict[str, object], said: list[str]) -> dict[str, object]:
    """Extra fields as every store can hold them: text without lone surrogates, cut where a field is endless."""

    def plain(value: object, level: int = 0) -> object:
        if isinstance(value, str):
            return _field(value, said) or ""
        if isinstance(value, bool) or value is None:
            return value
        if isinstance(value, int | float):
            return value if isinstance(value, int) and abs(value) < 2**63 else str(value)
        if level < 4 and isinstance(value, Mapping):
            return {str(_field(str(key), said)): plain(item, level + 1) for key, item in value.items()}
        if level < 4 and isinstance(value, list | tuple):
            return [plain(item, level + 1) for item in value]
        return str(_field(str(value), said))

    return {str(_field(str(key), said)): plain(value) for key, value in extra.items()}
