"""The form that a model's answer must have: a JSON schema made from the closed lists, and the claims in an answer."""

import re
from typing import Any, NamedTuple, get_args

import msgspec

from tocsin.model import Record
from tocsin.model.declared import Problem
from tocsin.model.statements import Act, Polarity, SpeakerKind

FENCE = re.compile(r"\A\s*```[a-z]*\s*\n(.*?)\n?\s*```\s*\Z", re.DOTALL | re.IGNORECASE)
"""a code fence around the whole answer, as models write that are held to no form"""
MOST_CLAIMS = 80
"""claims of one report that are looked at"""
LONGEST_WORDS = 4_000
"""characters in one field"""


class Claim(Record, frozen=True, kw_only=True, forbid_unknown_fields=False):
    """One statement as a model claims it. Nothing in it counts before it is verified."""

    content: str
    speaker: str | None = None
    speaker_kind: SpeakerKind
    stands_for: str | None = None
    told_by: str | None = None
    holder: str | None = None
    cue: str | None = None
    act: Act
    polarity: Polarity
    negated: bool = False
    estimate: str | None = None
    indicators: tuple[str, ...] = ()
    hypotheses: tuple[str, ...] = ()


class Answer(NamedTuple):
    """Claims in the form, and how many were not in it."""

    claims: list[Claim]
    misshapen: int
    beyond: int
    """claims beyond `MOST_CLAIMS`"""


def schema(problem: Problem) -> dict[str, Any]:
    """The JSON schema of an answer, as strict endpoints want it: every field required, none besides."""
    words, maybe = {"type": "string"}, {"type": ["string", "null"]}
    fields: dict[str, Any] = {
        "content": words,
        "speaker": maybe,
        "speaker_kind": {"type": "string", "enum": list(get_args(SpeakerKind))},
        "stands_for": maybe,
        "told_by": maybe,
        "holder": maybe,
        "cue": maybe,
        "act": {"type": "string", "enum": list(get_args(Act))},
        "polarity": {"type": "string", "enum": list(get_args(Polarity))},
        "negated": {"type": "boolean"},
        "estimate": maybe,
        "indicators": {"type": "array", "items": {"type": "string", "enum": [item.id for item in problem.indicators]}},
        "hypotheses": {"type": "array", "items": {"type": "string", "enum": [item.id for item in problem.hypotheses]}},
    }
    claim = {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
    return {
        "type": "object",
        "properties": {"relevant": {"type": "boolean"}, "statements": {"type": "array", "items": claim}},
        "required": ["relevant", "statements"],
        "additionalProperties": False,
    }


def answer(words: str) -> Answer | None:
    """The claims in a model's answer; None where it is not the JSON that was asked for."""
    fenced = FENCE.match(words)
    try:
        data = msgspec.json.decode((fenced[1] if fenced is not None else words).encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError):
        return None
    found = data.get("statements") if isinstance(data, dict) else None
    if not isinstance(found, list):
        return None
    claims: list[Claim] = []
    misshapen = 0
    for item in found[:MOST_CLAIMS]:
        try:
            claim = msgspec.convert(item, Claim)
        except msgspec.ValidationError:
            misshapen += 1
            continue
        if any(len(value) > LONGEST_WORDS for value in (claim.content, claim.speaker or "", claim.cue or "", claim.estimate or "")):
            misshapen += 1
        else:
            claims.append(claim)
    return Answer(claims, misshapen, max(0, len(found) - MOST_CLAIMS))
