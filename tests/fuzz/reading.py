"""Fuzz the reader: `make fuzz`, or `python -m tests.fuzz.reading [CORPUS] [-max_total_time=600]` (libFuzzer's options).

An input is bytes: its first says the language, then pieces follow, each words of the language, signs that have hurt readers before, or
characters as the bytes have them. What must hold is what tests/read/test_robust.py says, and a reading must end in seconds.
"""

import sys

import atheris

with atheris.instrument_imports(include=["tocsin.read", "tocsin.collect.furniture"]):
    from tests.bench.reading import make_reader
    from tests.read.test_robust import HOSTILE, SENTENCES, check, report

CODES = (None, *SENTENCES)
LONGEST = 1_500
"""characters of one text"""
OPTIONS = ("-timeout=10", "-len_control=0", "-max_len=800")
"""libFuzzer's: seconds after which one input counts as hanging; long inputs from the beginning"""
READER = make_reader()
WORDS = {code: [word for sentence in group for word in sentence.split()] for code, group in SENTENCES.items()}


def text_of(data: bytes) -> tuple[str, str | None]:
    """(text, declared language) that `data` stands for."""
    given = atheris.FuzzedDataProvider(data)
    code = CODES[given.ConsumeIntInRange(0, len(CODES) - 1)]
    group = SENTENCES[code or "en"]
    words = WORDS[code or "en"]
    pieces: list[str] = []
    length = 0
    while given.remaining_bytes() and length < LONGEST:
        kind = given.ConsumeIntInRange(0, 7)
        if kind == 0:
            piece = group[given.ConsumeIntInRange(0, len(group) - 1)]
        elif kind <= 3:
            piece = words[given.ConsumeIntInRange(0, len(words) - 1)] + " "
        elif kind <= 5:
            piece = HOSTILE[given.ConsumeIntInRange(0, len(HOSTILE) - 1)]
        elif kind == 6:
            piece = given.ConsumeUnicode(given.ConsumeIntInRange(1, 8))
        else:
            piece = (pieces[-1] if pieces else " ") * given.ConsumeIntInRange(1, 200)
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces)[:LONGEST], code


def once(data: bytes) -> None:
    """Read what `data` stands for, and check it."""
    text, code = text_of(data)
    # The title keeps triage from dropping what is to be read.
    made = report(text, "Russia, nuclear weapons, warheads", code)
    check(READER.read(made), text)


def main() -> None:
    """Hand over to libFuzzer; it ends by its own options or at the first failure, whose input it writes down."""
    atheris.Setup([sys.argv[0], *OPTIONS, *sys.argv[1:]], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
