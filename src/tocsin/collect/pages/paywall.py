"""Whether a page shows its article whole: what it declares, and the words that paywalls use."""

from tocsin.library import paywalls

STUB = 1_500
"""characters: an article cut off by a paywall shows a paragraph or two"""


def flags(free: bool | None, text: str, html: str) -> tuple[str, ...]:
    """`paywall-declared` where a page says that not all may read it, `paywall-stub` where it asks for money and its text is short."""
    found = ("paywall-declared",) if free is False else ()
    if len(text) < STUB:
        plain = " ".join(html.casefold().replace("’", "'").replace("&#39;", "'").replace("&rsquo;", "'").replace("\xa0", " ").split())
        if any(phrase in plain for phrase in paywalls.phrases()) and free is not True:
            found = (*found, "paywall-stub")
    return found
