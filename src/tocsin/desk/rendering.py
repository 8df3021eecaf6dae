"""Records to pages: Jinja templates, escaped, in the reader's language, with the few filters they share."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, get_args

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from tocsin.desk import failing, parts, telling, words
from tocsin.desk.turning import set_apart
from tocsin.warn import words as written
from tocsin.warn.words import Lang

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment(lang: Lang) -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        finalize=set_apart,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # they are part of the package: no page looks at the disk for a newer one
    )
    made.globals.update(t=lambda english, **values: words.said(lang, english, **values), lang=lang)
    made.filters.update(
        moment=moment,
        moment_of=lambda seconds: moment(datetime.fromtimestamp(seconds, UTC)),
        day=lambda when: when.astimezone(UTC).strftime("%Y-%m-%d") if isinstance(when, datetime) else str(when),
        both=lambda pair: getattr(pair, lang),
        percent=lambda value: percent(value, lang),
        points=lambda delta: points(delta, lang),
        page_of=telling.page_of,
        told=lambda english: failing.told(english, lang),
        pairs=lambda named: [(one.id, one.name) for one in named],
    )
    parts.install(made, lang)
    return made


def moment(when: datetime) -> str:
    """`2022-10-01 06:00`, in UTC, which the frame says."""
    return when.astimezone(UTC).strftime("%Y-%m-%d %H:%M")


def percent(value: float, lang: Lang) -> str:
    """A probability in percent, two significant digits below 10%, never 0% or 100% unless exact."""
    scaled = value * 100
    figures = f"{scaled:.0f}" if 10 <= scaled <= 99 or scaled in (0, 100) else (f"{scaled:.1f}" if 1 <= scaled < 10 else f"{scaled:.2g}")
    if 0 < scaled < 0.001:
        figures = "<0.001"
    elif 99 < scaled < 100:
        figures = f"{min(scaled, 99.9):.1f}"
    return f"{figures}%" if lang == "en" else f"{figures.replace('.', ',')}\N{NARROW NO-BREAK SPACE}%"


def points(delta: float, lang: Lang) -> str:
    """A difference of probabilities: `+25 in 100,000`, in as many as show it with two or three digits."""
    if delta == 0:
        return "0"
    of = written.denominator(abs(delta))
    word = "in" if lang == "en" else "sur"
    return f"{written.signed(round(delta * of), lang)} {word} {written.number(of, lang)}"


def render(template: str, lang: Lang, **values: Any) -> str:
    """A page as HTML. jinja2.UndefinedError where a template asks for what the record has not: a test shows every page."""
    return _environment(lang).get_template(template).render(**values)


def warm() -> None:
    """Make every template ready now: the first page of each kind otherwise waits for its own."""
    for lang in get_args(Lang):
        made = _environment(lang)
        for name in made.list_templates(extensions=["html"]):
            made.get_template(name)


def source(text: str, lang: Lang, **values: Any) -> str:
    """A page as HTML from a template's text, among the templates of this folder: for pages that only tests show."""
    return _environment(lang).from_string(text).render(**values)
