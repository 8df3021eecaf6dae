"""Keys of services in declared addresses: a name stands for the key, which comes from the environment when the address is asked.

`https://service.example/csv/{key:FIRMS}/today` is asked with the value of the variable TOCSIN_KEY_FIRMS. Only variables of that
beginning are ever handed out, so that a file from elsewhere cannot ask for others.
"""

import re
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

VARIABLE = "TOCSIN_KEY_"
NAMED = re.compile(r"\{key:([A-Z][A-Z0-9_]{0,39})\}")
_BRACED = re.compile(r"\{key[^}]*\}?", re.IGNORECASE)
_PARAMETER = re.compile(
    r"([?&;#](?:[a-z0-9]+[-_.])?(?:api[-_]?key|key|(?:access|auth|api|secret)[-_]?token|token|map[-_]?key|app[-_]?id|secret|passw(?:or)?d|pwd|"
    r"sig|signature|subscription[-_]?key|access[-_]?key|credentials?)=)([^&;#\s]*)",
    re.IGNORECASE,
)
"""a parameter that by its name carries a key, and its value"""
_PATH = re.compile(r"[0-9a-fA-F]{32,}|(?=[^/]*[0-9])(?=[^/]*[a-z])(?=[^/]*[A-Z])[A-Za-z0-9_-]{24,}")
"""a step of a path that looks like a key: FIRMS' are 32 hexadecimal digits"""
_USER = re.compile(r"(//)[^/@\s]*@")
_SECRET_HEADER = re.compile(r"auth|key|token|secret|cookie|passw", re.IGNORECASE)
OURS = frozenset(
    {"host", "user-agent", "accept-encoding", "connection", "content-length", "transfer-encoding", "te", "upgrade", "expect", "range",
     "if-none-match", "if-modified-since", "if-match", "if-range", "proxy-authorization", "forwarded", "x-forwarded-for"}
)  # fmt: skip
NAMED_SO = "a key is named like {key:FIRMS}: capitals, figures and low lines, 40 at the most"
TODO = "write {key:NAME} in its place, and put the key into the variable TOCSIN_KEY_NAME"


def named(*texts: str) -> frozenset[str]:
    """Names of the keys that addresses or headers ask for."""
    return frozenset(name for text in texts for name in NAMED.findall(text))


def mistake(url: str, *, instrument: bool = False) -> str | None:
    """What is wrong with the keys of a declared address, without repeating any; None where nothing is.

    instrument: steps of its path are looked at as well: feeds of measurements carry keys there, and pages carry long names.
    """
    if _USER.search(url):
        return f"it carries a user name or password, which would be kept with everything that comes from it: {TODO}"
    for found in _PARAMETER.finditer(url):
        if found[2] and not NAMED.search(found[2]):
            return f"its parameter {found[1][1:-1]} holds a key, which would be kept with everything that comes from it: {TODO}"
    if instrument and any(_PATH.fullmatch(unquote(step)) for step in urlsplit(url).path.split("/")):
        return f"a step of its path looks like a key, which would be kept with everything that comes from it: {TODO}"
    if len(_BRACED.findall(url)) != len(NAMED.findall(url)):
        return NAMED_SO
    if NAMED.search(url) and NAMED.search(url.partition("://")[2].partition("/")[0].partition("?")[0]):
        return "a key may stand in an address's path or question, not in its host"
    return None


def mistake_of_headers(headers: Mapping[str, str]) -> str | None:
    """What is wrong with the headers of a declared address, without repeating a key; None where nothing is."""
    for name, value in headers.items():
        if name.lower() in OURS:
            return f"the header {name} is set by tocsin"
        if _SECRET_HEADER.search(name) and not NAMED.search(value):
            return f"the header {name} holds a key, which would stand in a file: {TODO}"
        if len(_BRACED.findall(value)) != len(NAMED.findall(value)):
            return NAMED_SO
    return None


def blanked(text: str) -> str:
    """`text` without what looks like a key in an address: for messages about files that are not sound."""
    text = _PARAMETER.sub(lambda found: found[1] + "...", _USER.sub(r"\1...@", text))
    return re.sub(r"(?<=/)(?:" + _PATH.pattern + r")(?=/|$|\?)", "...", text)
