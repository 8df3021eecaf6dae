"""A Word document (.docx): one report, its paragraphs as they stand.

Loses: pictures, layout, tables' shape (cells are joined by tabs), headers and footers, comments, what tracked changes deleted (what they
inserted is read), text boxes' place. Footnotes stand behind the text. Title, language and the date of its last change are the document's
own claims; the date is flagged `published-is-modified`. Names of authors and editors are left out: they are mostly the writer's account.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

from tocsin.collect import xml_safely, zipped
from tocsin.collect.adapters.contract import Piece, Taking, Unfit, whole
from tocsin.collect.declared_coding import decode_declared
from tocsin.errors import Refused

NOTES = ("word/footnotes.xml", "word/endnotes.xml")
PROPERTIES = "docProps/core.xml"
_SKIPPED = frozenset({"del", "instrtext", "ppr", "rpr", "sectpr", "fldchar", "movefrom", "pict", "drawing", "fallback", "deltext"})


def read(stream: BinaryIO, taking: Taking) -> Iterator[Piece | Unfit]:
    """The report of one document. Raises Refused where it is broken, locked, a bomb, or holds no text."""
    import io

    blob = whole(stream, taking)
    with zipped.opened(io.BytesIO(blob), taking) as archive:
        if not zipped.is_docx(archive):
            raise Refused("broken-document", "it is no Word document", where=taking.where, todo="save its text as .txt")
        names, left = set(archive.namelist()), taking.limits.unpacked
        texts = []
        flags: tuple[str, ...] = ()
        for name in (zipped.DOCX, *NOTES):
            if name in names:
                root, said = _root(archive, name, taking, left)
                texts.append(_text(root, taking))
                flags += said
        text = "\n\n".join(filter(None, texts))
        told = _properties(archive, taking, left) if PROPERTIES in names else {}
    if not text.strip():
        raise Refused("no-text", "there is no text in the document", where=taking.where, todo="save its text as .txt: is it a scan?")
    written = told.get("modified") or told.get("created")
    yield Piece(
        text=text,
        blob=blob,
        title=told.get("title"),
        published=written,
        language=told.get("language"),
        extra={"subject": told.get("subject"), "created": told.get("created")},
        flags=(*dict.fromkeys(flags), *(("published-is-modified",) if written else ())),
        encoding="utf-8",
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )


def _root(archive: Any, name: str, taking: Taking, left: int) -> tuple[Any, tuple[str, ...]]:
    raw = zipped.member(archive, name, taking, left)
    return xml_safely.parse(decode_declared(raw, xml_safely.declared(raw), taking.where).text, taking.where)


def _properties(archive: Any, taking: Taking, left: int) -> dict[str, str]:
    try:
        root, _ = _root(archive, PROPERTIES, taking, left)
    except Refused:
        return {}
    return {xml_safely.local(element): words for element in root if (words := xml_safely.words(element).strip())}


def _text(root: Any, taking: Taking) -> str:
    """Paragraphs on lines of their own, cells of a row on one."""
    lines: list[str] = []
    length = 0
    for paragraph in root.iter("{*}p", "{*}tr"):
        taking.hurry()
        name = xml_safely.local(paragraph)
        inside = any(xml_safely.local(above) == "tr" for above in paragraph.iterancestors())
        if name == "tr" and not inside:
            cells = [" ".join(_run(cell).split()) for cell in paragraph if xml_safely.local(cell) == "tc"]
            lines.append("\t".join(cells))
        elif name == "p" and not inside and not any(xml_safely.local(above) in _SKIPPED for above in paragraph.iterancestors()):
            lines.append(_run(paragraph))
        else:
            continue
        # What lies in one another is told by each: two hundred times the same words.
        length += len(lines[-1])
        if length > taking.limits.report:
            what = f"its text is longer than {taking.limits.report:,} characters"
            raise Refused("too-large", what, where=taking.where, todo="split it")
    return "\n".join(line.rstrip() for line in lines).strip()


def _run(element: Any) -> str:
    """The words inside an element, in order, with its tabs and breaks."""
    found: list[str] = []
    level = [element]
    while level:
        one = level.pop()
        name = xml_safely.local(one)
        if name in _SKIPPED:
            continue
        if name == "t":
            found.append(one.text or "")
        elif name == "tab":
            found.append("\t")
        elif name in ("br", "cr"):
            found.append("\n")
        elif name == "nobreakhyphen":
            found.append("-")
        elif name == "p" and one is not element and found:
            found.append("\n")
        level.extend(reversed(list(one)))
    return "".join(found)
