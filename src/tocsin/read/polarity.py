"""Which way the content of a statement points for nuclear use."""

import re
from collections.abc import Collection

from tocsin.model.statements import Act, Polarity
from tocsin.read.grammar import Grammar
from tocsin.read.marks import Said, bits, told
from tocsin.read.rules import Rule, compiled, first

SMALL_SHARE = 35
"""per cent: a chance of use up to this is told as small"""
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")

RULES: tuple[Rule[Polarity], ...] = (
    # What the act says
    Rule("neutral", "act:threat, our side", "deterrence: what would follow use"),
    Rule("raises", "act:threat", "harm announced"),
    Rule(
        "lowers",
        "act:denial, third, given:access | kind:anonymous | kind:institution",
        "a denial by one who can know and has no side",
    ),
    Rule("neutral", "act:denial", "a denial by one who has a side"),
    Rule("neutral", "act:criticism", "blame says nothing of use"),
    Rule("neutral", "act:doctrine, given:previous | given:last resort", "an older text, or a last resort"),
    Rule("raises", "act:doctrine", "conditions of use laid down"),
    Rule("neutral", "unable", "could not find out"),
    Rule("neutral", "act:report, verb:refuse", "a refusal to speak"),
    Rule("neutral", "given:unknown", "not known either way"),
    Rule("neutral", "narrated, taken back", "taken back"),
    # Exercises
    Rule("raises", "given:unnotified", "nobody announced it: what moves is no exercise"),
    Rule("neutral", "given:within exercise, not given:unannounced", "within an exercise"),
    Rule("neutral", "on:protection, act:event, not estimate, calm | given:planned", "a test announced"),
    Rule("neutral", "exercise told, act:event | verb:assess, not given:unannounced", "an exercise, told"),
    Rule("neutral", "on:exercise, act:assessment, ahead, not given:unannounced", "an exercise expected"),
    # Estimates
    Rule("neutral", "given:undecided", "cannot be excluded: undecided"),
    Rule("lowers", "given:likely lowers", "improbable use"),
    Rule("raises", "given:likely raises", "probable use"),
    Rule("lowers", "exaggerated", "the fear is exaggerated"),
    Rule("raises", "underrated", "not taken seriously enough"),
    Rule("lowers", "given:small risk, not not so", "a small risk"),
    # Channels, our own posture
    Rule("neutral", "on:channel, act:event, ahead, not off topic", "a meeting to come: process"),
    Rule("lowers", "on:channel, not off topic, act:report | act:disclosure | act:event, not not so", "a channel in use"),
    Rule("lowers", "on:channel, act:commitment", "talks offered"),
    Rule("raises", "on:strike, act:event", "a reprisal carried out"),
    Rule(
        "neutral",
        "on:watch, act:report | act:event | act:disclosure, not unchanged, not found nothing, not off topic",
        "who looks where",
    ),
    # Nothing seen, nothing changed
    Rule("neutral", "proof, act:assessment", "absence of proof is no proof"),
    Rule("lowers", "no finding | negated verb, no finding | verb:see, verb:see | not no indicator", "looked and found nothing"),
    Rule("lowers", "expects, found nothing | if, not estimate", "it would be seen"),
    Rule("lowers", "unchanged, any that lights | risk", "what would light has not changed"),
    Rule("neutral", "unchanged", "a view that has not changed"),
    Rule("lowers", "given:no higher", "the risk is no higher"),
    Rule("lowers", "up, risk, not so at once", "the risk has not grown"),
    Rule("raises", "up, risk", "the risk has grown"),
    Rule("lowers", "down, risk", "the risk has shrunk"),
    Rule(
        "lowers",
        "act:assessment, negated verb, verb:assess | verb:believe | verb:fear, not no indicator, not not so",
        "does not believe it",
    ),
    Rule("raises", "act:warning", "harm foreseen"),
    Rule("lowers", "given:use, act:assessment, not so | given:never | given:odd, ahead | not so | given:never", "no use expected"),
    Rule("raises", "given:use, act:assessment, ahead", "use expected"),
    # What one will do
    Rule("neutral", "act:commitment, released", "on a condition, no harm"),
    Rule("raises", "act:commitment, adversary, not not so, not given:lowers", "the adversary will do it"),
    Rule("raises", "act:commitment, harm, not our side", "harm promised"),
    Rule("lowers", "act:commitment, given:lowers | not so", "restraint promised"),
    Rule("neutral", "act:commitment", "a promise of something else"),
    # Signs
    Rule("neutral", "given:mistake, act:report | act:event", "a mistake owned up to"),
    Rule(
        "raises",
        "on:notice, act:report | act:event | act:disclosure | act:commitment, not not so, not found nothing, not off topic",
        "a notice given is the sign itself, however orderly",
    ),
    Rule("lowers", "act:report, found nothing, not off topic, not adversary", "none of it"),
    Rule("lowers", "act:assessment, on:text, not alarm, kind:named | kind:anonymous, not given:raises", "a comment on a paper"),
    Rule("neutral", "on:leaders, act:event", "a change of persons, told"),
    Rule("raises", "not so, calm, not alarm", "not routine"),
    Rule("lowers", "not so, alarm | on what lights", "no sign"),
    Rule("lowers", "calm, not alarm", "routine"),
    Rule("raises", "alarm, not calm, not not so", "a sign"),
    Rule("lowers", "given:lowers, not given:raises, not no indicator", "words of calm"),
    Rule("lowers", "given:raises, not given:lowers, not no indicator, not so", "words of alarm, denied"),
    Rule("raises", "given:raises, not given:lowers, not no indicator", "words of alarm"),
    Rule(
        "raises",
        "on what lights, not off topic | act:disclosure | seen, not our side, not not so, act:disclosure | act:report | act:event",
        "what lights was seen",
    ),
    Rule(
        "lowers",
        "not so, act:assessment, third, on:words | on:text | on:judgement",
        "it is not so, says one without a side",
    ),
    Rule("neutral", "", "points nowhere"),
)
"""The first rule whose marks all stand decides."""

TABLE = compiled(RULES)


def polarity(said: Said, decided: Act, grammar: Grammar, points: Collection[str], *, access: bool) -> Rule[Polarity]:
    """The rule that decides which way the content points for nuclear use. An interested denial, a criticism, our own posture: neutral.

    `points`: what the problem's own words in the content do, `raises` and `lowers`.
    """
    given = [f"act:{decided}", *(f"given:{way}" for way in points)]
    if access:
        given.append("given:access")
    if said.estimate:
        likely = _likelihood(said, grammar)
        if grammar.marks["undecided"].search(said.estimate) and not grammar.marks["improbable"].search(said.estimate):
            given.append("given:undecided")
        elif likely is not None:
            given.append(f"given:likely {likely}")
    return first(TABLE, said.marks | told(said) | bits(given))


def _likelihood(said: Said, grammar: Grammar) -> Polarity | None:
    """Which way an estimate points: improbable use lowers, probable use raises; a bare modal says nothing by itself."""
    phrase, content, marks = said.estimate or "", said.content, grammar.marks
    if marks["improbable"].search(phrase):
        return "raises" if marks["double_negation"].search(content) else "lowers"
    numbers = [float(value.replace(",", ".")) for value in NUMBER.findall(phrase)]
    if numbers or marks["odds"].search(phrase):
        share = "%" in phrase or marks["per_cent"].search(phrase) is not None
        if marks["small_odds"].search(phrase) or (share and (not numbers or max(numbers) <= SMALL_SHARE)):
            return "lowers"
        return "raises" if share and min(numbers) >= 100 - SMALL_SHARE else None
    if marks["likely"].search(phrase):
        return "lowers" if marks["not_likely"].search(content) else "raises" if marks["armed_act"].search(content) else None
    return None
