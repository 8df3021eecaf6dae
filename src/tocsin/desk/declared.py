"""What the desk shows and what can be done in it, as data: one declaration gives the page, its JSON and its place in the role matrix.

A `Page` shows one record. It is rendered twice: as HTML by its template, and as JSON under `/api/v1`. An `Action` takes one form and
appends records through the engine; it too is reached twice, as a form (which leads back to a page) and as JSON. Nothing else has
routes, but for signing in, static files and live events.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from tocsin.desk.people.persons import Person
from tocsin.desk.people.roles import Role
from tocsin.errors import TocsinError
from tocsin.model import Kept, Record
from tocsin.warn.phrases import Both
from tocsin.warn.words import Lang

if TYPE_CHECKING:
    from tocsin.desk.pictures import Pictures
    from tocsin.engine.picturing import Picture


class Query(BaseModel):
    """Base of what a page may be asked, from the address: wrong values are told to the reader, unknown ones are ignored."""

    model_config = ConfigDict(extra="ignore")


class Form(BaseModel):
    """Base of what an action takes, from a form or as JSON: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, str_max_length=20_000)


class Asked(Record, frozen=True, kw_only=True):
    """Who asks, of which moment, in which language."""

    person: Person
    lang: Lang
    now: datetime
    workspace: Path
    as_of: datetime | None
    """a frozen moment asked for by address (`?as_of=`); None: as it stands"""
    pictures: "Pictures"

    @property
    def frozen(self) -> str:
        """What an address needs to stay at the moment: `?as_of=...`, or nothing."""
        return f"?as_of={self.as_of:%Y-%m-%dT%H:%M:%SZ}" if self.as_of is not None else ""

    @property
    def picture(self) -> "Picture":
        """The judged picture of that moment; pages that need none never ask for it. tocsin.desk.pictures.Judging where it is being made."""
        return self.pictures.at(self.as_of)


class NotThere(TocsinError):
    """What an address names is not held (any more): status 404."""


class Done(Record, frozen=True, kw_only=True):
    """What came of an action."""

    said: Both
    """one sentence to the person who did it"""
    record: Kept | None = None
    """what was appended"""
    to: str | None = None
    """the page to look at next; the one the form stood on where not given"""
    subject: str = ""
    """what it was done to, for the log of who did what: an id, never content"""
    why: str = ""


class Page(Record, frozen=True, kw_only=True):
    """One page."""

    name: str
    """its name in the API and of its template, `templates/<name>.html`: e.g. `indicators`, `statements/one`"""
    path: str
    """its address, with parameters in braces: they are fields of `query`"""
    title: Both
    role: Role = Role.READER
    query: type[BaseModel] = Query
    view: type[Record]
    """the record that it shows"""
    show: Callable[[Asked, Any], Record]
    """from who asks and an instance of `query` to an instance of `view`. NotThere: nothing is held under that address"""
    menu: int | None = None
    """its place in the menu; None: it is reached from other pages"""


class Body(Record, frozen=True, kw_only=True):
    """A file as it is handed out."""

    content: bytes
    media_type: str
    name: str
    """as it is offered to be kept: letters, digits, dots and dashes only"""


class Download(Record, frozen=True, kw_only=True):
    """One file that can be taken away: under its address, and as it is under `/api/v1`."""

    name: str
    path: str
    """its address, with parameters in braces: they are fields of `query`"""
    title: Both
    role: Role = Role.READER
    query: type[BaseModel] = Query
    media: tuple[str, ...]
    """kinds in which `make` may answer, as in a Content-Type"""
    make: Callable[[Asked, Any], Body]


class Action(Record, frozen=True, kw_only=True):
    """One thing that can be done: it is always recorded, with who did it and why."""

    name: str
    """its address under `/do/` and `/api/v1/do/`"""
    title: Both
    role: Role = Role.ANALYST
    form: type[BaseModel]
    do: Callable[[Asked, Any], Done]
    judged_again: bool = True
    """whether the picture changes by it"""
