"""The words of a statement that are its content, without who said so, where they stand by themselves and say the same without it."""

from tocsin.model import Report, Statement

TOLD = ("report", "disclosure", "event", "assessment", "warning")
"""acts whose content is what they tell; what is denied, promised or blamed means another thing without who does it"""
LEAST = 0.5
"""share of a statement below which a content is a piece of it, and no claim"""


def words(statement: Statement, report: Report) -> str:
    """What a statement claims: its content, or all of it where the content alone would say less, or the contrary.

    A negation that stands outside the content would be lost with the words around it, so such a statement stays whole.
    """
    (start, end), content = statement.span, statement.content_span
    if statement.act not in TOLD or content[1] - content[0] < LEAST * (end - start):
        return statement.text
    if statement.negated and content[0] != start:
        return statement.text
    return report.text[content[0] : content[1]].strip() or statement.text
