"""Another reading of the evidence: the strongest one beside ours, what it would explain better, and what speaks against it."""

from tocsin.model import BriefSentence, Reference
from tocsin.model.briefs import Rival, RivalRow
from tocsin.warn.neutral import line, shortened
from tocsin.warn.view import Sentences, View
from tocsin.warn.words import number, percent, semicolons

ROWS = 3
"""pieces of evidence named on each side; `tocsin ach` has them all"""
NAME = 40


def alternative(view: View, rival: Rival | None) -> Sentences:
    """The two readings with their probabilities, then the evidence on each side, the most telling first."""
    if rival is None:
        return [BriefSentence(section="alternative", role="caveat", text=view.say("rival.none"), references=(view.judged("processes"),))]
    process = next((p for p in view.problem.processes if p.id == rival.process), None)
    names = {id: view.label(process.state_names.get(id, {}) if process else {}, id) for id in (rival.leading, rival.rival)}
    first, second = percent(rival.probability, view.lang), percent(rival.rival_probability, view.lang)
    text = view.say("rival.states", leading=names[rival.leading], first=first, rival=names[rival.rival], second=second)
    declared = Reference(declared="tocsin ach --json: columns")
    found = [BriefSentence(section="alternative", role="likelihood", text=text, references=(declared,))]
    better = [row for row in rival.rows if row.factor > 1]
    worse = [row for row in rival.rows if row.factor < 1]
    if not better and not worse:
        return [*found, BriefSentence(section="alternative", text=view.say("rival.flat"), references=(declared,))]
    if better:
        found.append(_side(view, "rival.explains", better[:ROWS]))
    if worse:
        found.append(_side(view, "rival.against", worse[:ROWS]))
    else:
        found.append(BriefSentence(section="alternative", text=view.say("rival.nothing"), references=(declared,)))
    return found


def _side(view: View, key: str, rows: list[RivalRow]) -> BriefSentence:
    told = [_row(view, row) for row in rows]
    references = [reference for row in rows if (origin := view.origin.get(row.origin or "")) for reference in view.of_origin(origin)]
    declared = Reference(declared="tocsin ach --json: rows")
    return BriefSentence(section="alternative", text=view.say(key, list=semicolons(told, view.lang)), references=(*references, declared))


def _row(view: View, row: RivalRow) -> str:
    factor = number(row.factor, view.lang, 2 if row.factor < 0.995 else 1 if row.factor >= 1.95 else 2)
    indicator = view.indicator(row.indicator)
    if row.silent:
        return view.say("rival.silence", indicator=indicator, factor=factor)
    who = shortened(line(row.publisher), NAME) if row.publisher else view.say("unknown-publisher")
    return view.say("rival.row", indicator=indicator, who=who, factor=factor)
