"""What would change the judgement, and by when: the looks that would move it most, and what is due in the days it speaks of."""

from tocsin.model import BriefSentence, Reference
from tocsin.model.calendars import Calendar, DueRow
from tocsin.model.warning import Section
from tocsin.model.worth import Offer, Worth
from tocsin.warn.material import Material
from tocsin.warn.neutral import line, shortened
from tocsin.warn.timing import on_day
from tocsin.warn.view import Sentences, View
from tocsin.warn.words import denominator, inner_quotes, number, semicolons

LOOKS = 3
"""looks named; `tocsin worth` has them all"""
DUE = 3
"""entries of the calendar named"""
WORDS = 110
NAME = 40


def ahead(view: View, material: Material) -> Sentences:
    """Looks first, for they can be taken, then dates."""
    return looks(view, material.worth) + due(view, material.due, "ahead")


def looks(view: View, worth: Worth | None) -> Sentences:
    """One sentence: the looks that would move the main judgement most, and by how much."""
    if worth is None:
        text = view.say("ahead.no-worth")
        return [BriefSentence(section="ahead", role="caveat", text=text, references=(Reference(declared="tocsin worth"),))]
    told, per = offered(view, worth)
    text = view.say("ahead.worth", days=worth.days, per=number(per, view.lang), list=semicolons(told, view.lang))
    return [BriefSentence(section="ahead", text=text, references=(Reference(declared="tocsin worth --json: alone"),))] if told else []


def offered(view: View, worth: Worth) -> tuple[list[str], int]:
    """The best looks in words, one for each indicator, and out of how many chances their counts are."""
    offers = {offer.id: offer for offer in worth.offers}
    best: dict[str, tuple[Offer, float]] = {}
    for row in worth.alone:
        offer = offers[row.looks[0]]
        if row.worth.mean > 0:
            best.setdefault(offer.indicator, (offer, row.worth.mean))
    per = denominator(max((value for _, value in best.values()), default=0.01)) // 10
    told = []
    for offer, value in list(best.values())[:LOOKS]:
        further = offer.source.startswith("new:")
        who = view.say("ahead.further", grade=offer.reliability) if further else shortened(view.publisher(offer.source), NAME)
        told.append(view.say("ahead.look", indicator=view.indicator(offer.indicator), who=who, count=number(value * per, view.lang)))
    return told, per


def due(view: View, calendar: Calendar | None, section: Section, days: int | None = None) -> Sentences:
    """What is due, or going on, within `days` (the brief's horizon), the soonest end first."""
    within = view.days() if days is None else days
    today = view.assessment.as_of.date()
    rows = [row for row in calendar.entries if row.state in ("due", "on") and _near(row, within)] if calendar else []
    rows.sort(key=lambda row: (row.foretold, row.until or row.date or today, row.id))
    if not rows:
        text = view.say("ahead.none", days=within)
        return [BriefSentence(section=section, text=text, references=(Reference(declared="tocsin calendar --json"),))]
    found = [_due(view, row, section) for row in rows[:DUE]]
    if len(rows) > DUE:
        text = view.say("ahead.more", count=len(rows) - DUE)
        found.append(BriefSentence(section=section, role="caveat", text=text, references=(Reference(declared="tocsin calendar --json"),)))
    return found


def _near(row: DueRow, within: int) -> bool:
    return row.state == "on" or (row.days is not None and 0 <= row.days <= within)


def _due(view: View, row: DueRow, section: Section) -> BriefSentence:
    last = row.until or row.date or view.assessment.as_of.date()
    when = view.say("ahead.until" if row.state == "on" or row.until not in (None, row.date) else "ahead.on", day=on_day(last, view.lang))
    own = inner_quotes(line(row.words.text), view.lang) if row.words is not None and row.foretold else view.label(row.what, row.id)
    what = shortened(line(own), WORDS).rstrip(".")
    references: tuple[Reference, ...] = (Reference(declared=f"tocsin calendar --json: {row.id}"),)
    if row.words is not None and row.words.report in view.report:
        references = (view.refers(row.words.report, row.words.span, statement=row.words.statement), *references)
    if row.foretold:
        text = view.say("ahead.foretold", when=on_day(last, view.lang), what=what)
    elif row.shows:
        text = view.say("ahead.due", when=when, what=what, shows=shortened(line(view.label(row.shows, "")), WORDS).rstrip("."))
    else:
        text = view.say("ahead.due-bare", when=when, what=what)
    return BriefSentence(section=section, text=text, references=references)
