"""The brief as PDF through typst beside WeasyPrint, and its drawings beside matplotlib: time, size, and what a reader can get back."""

import io
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pypdf

from tests.warn.laid import whole
from tocsin.model import Brief
from tocsin.warn import html, pdf, render
from tocsin.warn.drawing import Frame, Line, Point, chart, svg
from tocsin.warn.numbering import clean

POINTS = 365


def main() -> None:
    """Print both tables; a peer that is not installed, or lacks its system libraries, is said to be missing."""
    brief = whole("fr")
    heads = ("", "ms", "kB", "tagged", "title", "sentences read back", "same bytes twice")
    print(f"a brief in French with three drawings\n\n|{' | '.join(heads)}|\n" + "|---" * len(heads) + "|")
    for name, make in (("typst (ours)", lambda: pdf.document(brief)), ("WeasyPrint, from our HTML", _weasyprint(html.page(brief)))):
        if make is None:
            print(f"| {name} | not installed | | | | | |")
            continue
        took, made = _first(make)
        reader = pypdf.PdfReader(io.BytesIO(made))
        text = "".join("".join(page.extract_text().split()) for page in reader.pages)
        back = sum("".join(clean(s.text).split()).replace("`", "") in text.replace("`", "") for s in brief.sentences)
        root: Any = reader.trailer["/Root"]
        title = bool(reader.metadata and reader.metadata.title)
        tagged = "/StructTreeRoot" in root
        print(
            f"| {name} | {took:.0f} | {len(made) / 1024:.0f} | {tagged} | {title} | {back} of {len(brief.sentences)} | {make() == made} |"
        )
    forms: tuple[tuple[str, Callable[[Brief], str]], ...] = (("text", render.text), ("HTML", html.page), ("JSON", render.json))
    for name, form in forms:
        took, body = _first(partial(_encoded, form, brief))
        print(f"| {name} (ours) | {took:.1f} | {len(body) / 1024:.0f} | | | | {_encoded(form, brief) == body} |")
    print(f"\na line of {POINTS} days with its band\n\n| | ms a drawing | kB | ms to import |\n|---|---|---|---|")
    for name, module, draw in (("ours", "tocsin.warn.drawing", _ours), ("matplotlib", "matplotlib.figure", _matplotlib)):
        try:
            took, made = _first(draw)
        except ImportError:
            print(f"| {name} | not installed | | |")
            continue
        print(f"| {name} | {took:.1f} | {len(made) / 1024:.0f} | {_import(module):.0f} |")


def _encoded(form: Callable[[Brief], str], brief: Brief) -> bytes:
    return form(brief).encode()


def _first(make: Callable[[], bytes]) -> tuple[float, bytes]:
    """Milliseconds of CPU of the first run, and what it made: a second one may come from a cache."""
    start = time.process_time()
    made = make()
    return 1000 * (time.process_time() - start), made


def _weasyprint(page: str) -> Callable[[], bytes] | None:
    try:
        from weasyprint import HTML
    except (ImportError, OSError):
        return None
    made: Any = HTML
    return lambda: bytes(made(string=page).write_pdf(pdf_variant="pdf/ua-1"))


def _points() -> list[tuple[datetime, float]]:
    start = datetime(2031, 1, 1, tzinfo=UTC)
    return [(start + timedelta(days=n), 0.001 * 1.01 ** (n % 90)) for n in range(POINTS)]


def _ours() -> bytes:
    points = [Point(day, value, value / 3, value * 3) for day, value in _points()]
    return svg(chart(Frame("a", "b", "TLP:CLEAR"), [Line("ours", points)])).encode()


def _matplotlib() -> bytes:
    from matplotlib import figure as figures

    figure: Any = figures.Figure(figsize=(6.4, 3))
    axes = figure.subplots()
    days, values = zip(*_points(), strict=True)
    axes.plot(days, values)
    axes.fill_between(days, [v / 3 for v in values], [v * 3 for v in values], alpha=0.2)
    axes.set_yscale("log")
    out = io.BytesIO()
    figure.savefig(out, format="svg")
    return out.getvalue()


def _import(module: str) -> float:
    """Milliseconds of the import alone, in a process of its own, best of three."""
    code = f"import time; s = time.process_time(); import {module}; print(1000 * (time.process_time() - s))"
    return min(float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout) for _ in range(3))
