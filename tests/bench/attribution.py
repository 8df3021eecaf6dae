"""Who said what in English news at large, against PolNeAR (networkdynamics/PolNeAR), beside baselines and people in the same run.

Usage: python -m tests.bench.attribution FOLDER [--part dev] [--peer]    (FOLDER holds `train`, `dev`, `test`)

The corpus states no licence, so nothing of it is here: bring it. It marks more than words of reporting (`she wants`, `his support for`),
and its contents hold the quotation marks and the `that` which a statement leaves out, its sources the comma that closes an apposition;
spans are widened by those before they are compared. Where two people annotated the same articles, how far the second agrees with the
first is printed too: no reader can be asked for more. `--peer` adds rules on spaCy's parse, given the same verbs (`peer_attribution.py`,
in the Python that TOCSIN_BENCH_PEER names), and the speed of both.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

PEER = "TOCSIN_BENCH_PEER"
OVERLAP = 0.5
"""share of the union of two spans that they must have in common"""
Spans = tuple[tuple[int, int], ...]


class Found(NamedTuple):
    """One attribution; each part is a set of character spans, empty where there is none."""

    source: Spans
    cue: Spans
    content: Spans


Attribute = Callable[[str], Iterable[Found]]


def twice(folder: Path) -> Iterator[tuple[str, list[Found], list[Found]]]:
    """(text, attributions of one annotator, of another) of the articles that two annotated."""
    for text in sorted((folder / "text").glob("*.txt")):
        files = sorted((folder / "attributions").glob(f"{text.stem}_*.ann"))
        if len(files) > 1:
            one, other = (_annotated(file.read_text(encoding="utf-8")) for file in files[:2])
            yield text.read_text(encoding="utf-8"), one, other


def articles(folder: Path) -> Iterator[tuple[str, list[Found]]]:
    """(text, attributions) of every article; of two annotators the first by name counts."""
    for text in sorted((folder / "text").glob("*.txt")):
        files = sorted((folder / "attributions").glob(f"{text.stem}_*.ann"))
        if files:
            yield text.read_text(encoding="utf-8"), _annotated(files[0].read_text(encoding="utf-8"))


def _annotated(lines: str) -> list[Found]:
    spans: dict[str, Spans] = {}
    found = []
    for line in lines.split("\n"):
        columns = line.split("\t")
        if len(columns) < 2:  # the text of a span goes on over a line
            continue
        if columns[0].startswith("T"):
            pieces = columns[1].split(" ", 1)[1].split(";")
            spans[columns[0]] = tuple((int(start), int(end)) for start, end in (piece.split() for piece in pieces))
        elif columns[0].startswith("E"):
            parts: dict[str, Spans] = {"Source": (), "Cue": (), "Content": ()}
            for argument in columns[1].split():
                role, _, identity = argument.partition(":")
                role = role.rstrip("0123456789")
                if role in parts:
                    parts[role] = (*parts[role], *spans.get(identity, ()))
            found.append(Found(parts["Source"], parts["Cue"], parts["Content"]))
    return found


def _letters(spans: Spans) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def matched(gold: Sequence[Spans], got: Sequence[Spans], *, exact: bool) -> int:
    """How many of `got` pair with one of `gold` each, the best overlaps first."""
    wanted, given = [_letters(spans) for spans in gold], [_letters(spans) for spans in got]
    pairs = []
    for one, letters in enumerate(wanted):
        for other, theirs in enumerate(given):
            common = len(letters & theirs)
            if common and (letters == theirs if exact else common / len(letters | theirs) >= OVERLAP):
                pairs.append((-common / len(letters | theirs), one, other))
    left, right = set(), set()
    for _, one, other in sorted(pairs):
        if one not in left and other not in right:
            left.add(one)
            right.add(other)
    return len(left)


def score(corpus: Iterable[tuple[str, list[Found]]], attribute: Attribute) -> dict[str, tuple[int, int, int]]:
    """What is measured -> (matched, given, wanted)."""
    table: dict[str, list[int]] = {}
    for text, gold in corpus:
        got = list(attribute(text))
        for name, part, exact in (
            ("content, exact", 2, True),
            ("content, overlap", 2, False),
            ("source, exact", 0, True),
            ("source, overlap", 0, False),
            ("cue, overlap", 1, False),
        ):
            wanted = [item[part] for item in gold if item[part]]
            given = [item[part] for item in got if item[part]]
            row = table.setdefault(name, [0, 0, 0])
            row[0] += matched(wanted, given, exact=exact)
            row[1] += len(given)
            row[2] += len(wanted)
    return {name: (row[0], row[1], row[2]) for name, row in table.items()}


def lines(table: dict[str, tuple[int, int, int]]) -> Iterator[str]:
    """The scores as lines of text."""
    for name, (right, given, wanted) in table.items():
        precision, recall = right / max(given, 1), right / max(wanted, 1)
        both = 2 * precision * recall / max(precision + recall, 1e-9)
        yield f"{name:18} P {precision:.3f}  R {recall:.3f}  F1 {both:.3f}  ({right} of {wanted})"


def quoted(text: str) -> Iterator[Found]:
    """The least a reader can do: what stands between quotation marks is content."""
    for quote in re.finditer(r"“[^”\n]+”?|\"[^\"\n]+\"|''.+?''", text):
        yield Found((), (), ((quote.start(), quote.end()),))


def ours(text: str) -> Iterator[Found]:
    """What the reader takes out of a text, whatever it is about."""
    from tocsin.read.attributed import attributed

    for item in attributed(text, "en"):
        yield Found(
            (item.source if item.source[0] > item.cue[0] else _closed(text, *item.source),) if item.source else (),
            (item.cue,) if item.cue else (),
            tuple(_widened(text, *span) for span in item.contents),
        )


def peer(texts: Sequence[str]) -> tuple[dict[str, list[Found]], float]:
    """What rules on spaCy's parse take out of each text, and the seconds they took; given the verbs of our lexicon."""
    from tocsin.library import lexicons

    lexicon = lexicons.load("en")
    clauses = {entry.split(" ")[0] for entries in lexicon.verbs.values() for entry in entries}
    objects = {entry for entry in lexicon.attitudes["verbs"] if " " not in entry}
    asked = {"texts": list(texts), "clauses": sorted(clauses), "objects": sorted(objects)}
    command = [os.environ[PEER], str(Path(__file__).resolve().parent / "peer_attribution.py")]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)
    spans = [
        [Found(_spans(one["source"]), _spans(one["cue"]), tuple(_widened(text, *span) for span in _spans(one["content"]))) for one in found]
        for text, found in zip(texts, answer["found"], strict=True)
    ]
    return dict(zip(texts, spans, strict=True)), answer["seconds"]


def _spans(pairs: Iterable[Sequence[int]]) -> Spans:
    return tuple((start, end) for start, end in pairs)


def _closed(text: str, start: int, end: int) -> tuple[int, int]:
    """A source with the mark that closes its apposition before the verb."""
    closing = re.compile(r"\s?[,—–―-]").match(text, end)
    return (start, closing.end()) if closing and re.search("[,—–―]", text[start:end]) else (start, end)


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the quotation marks around it and the `that` before it."""
    opening = re.search(r"(?:''|[“\"‘'])$", text[max(0, start - 2) : start])
    start -= len(opening.group()) if opening else 0
    that = re.search(r"\bthat\s+$", text[max(0, start - 8) : start])
    start = start - (len(that.group()) if that else 0)
    closing = re.compile(r"[.,!?]?(?:''|[”\"’'])").match(text, end)
    return start, closing.end() if closing else end


def main(arguments: Sequence[str] = ()) -> int:
    """Print the table of one part of the corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", default="dev")
    parser.add_argument("--limit", type=int, default=None)
    parser.add_argument("--peer", action="store_true")
    options = parser.parse_args(arguments)
    corpus = list(articles(options.folder / options.part))[: options.limit]
    for name, attribute in (("quoted spans", quoted), ("tocsin", ours)):
        print(f"== {name}: {options.part}, {len(corpus)} articles")
        print("\n".join(lines(score(corpus, attribute))))
    if people := list(twice(options.folder / options.part)):
        second = {text: other for text, _, other in people}
        print(f"== a second annotator: {options.part}, {len(people)} articles")
        print("\n".join(lines(score([(text, one) for text, one, _ in people], second.__getitem__))))
    if options.peer and PEER in os.environ:
        texts = [text for text, _ in corpus]
        found, theirs = peer(texts)
        print(f"== rules on spaCy: {options.part}, {len(corpus)} articles")
        print("\n".join(lines(score(corpus, found.__getitem__))))
        start = time.process_time()
        for text in texts:
            list(ours(text))
        mine, letters = time.process_time() - start, sum(map(len, texts))
        print(f"speed: tocsin {letters / mine:.0f}, spaCy {letters / theirs:.0f} characters/s; ratio {theirs / mine:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
