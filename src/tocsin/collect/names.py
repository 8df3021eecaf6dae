"""Hosts of addresses, and names of people without what identifies them privately."""

import re
from urllib.parse import urlsplit

_ADDRESS = re.compile(r"(?<![\w.+%'-])[\w.+%'-]++@[\w-]++(?:\.[\w-]++)++")


def host(url: str | None) -> str | None:
    """The host of an address without `www.`, or None."""
    if not url:
        return None
    try:
        found = urlsplit(url.strip()).hostname
    except ValueError:
        return None
    return found.removeprefix("www.") if found else None


def person(words: str) -> str:
    """A printed name without a mail address beside it: `desk@lantier.example (A. Lantier)` is `A. Lantier`."""
    return " ".join(_ADDRESS.sub(" ", words).replace("mailto:", " ").split()).strip(" ()<>[],;\"'")


def is_web(url: str | None) -> bool:
    """Whether this is an absolute address of a page."""
    return url is not None and url.startswith(("http://", "https://")) and host(url) is not None
