"""What one text has said so far: the drafts of its statements, and who spoke."""

from dataclasses import dataclass, field
from typing import NamedTuple

from tocsin.read.grammar import Grammar
from tocsin.read.names import Found, Gazetteer
from tocsin.read.relevance import Marks as Bearings
from tocsin.read.relevance import Relevance
from tocsin.read.sentences import Parsed
from tocsin.read.speakers import Party


class Turn(NamedTuple):
    """A question or an answer in running talk: its sentences `first:last`, and whose it is. A question has nobody."""

    first: int
    last: int
    party: Party | None


class Draft(NamedTuple):
    """A statement before its details: who, through whom, by which verb, and what."""

    sentence: int
    content: tuple[int, int]
    speaker: Party | None
    """None: the report's own narration"""
    told_by: Party | None
    holder: Party | None
    verb_class: str
    layout: str
    cue: tuple[int, int] | None
    negated: bool
    hearsay: bool
    via: tuple[str, ...]
    span: tuple[int, int]
    gist: str = ""
    """class of the inner verb where the outer one speaks (`craint` in `X craint que, a dit Y`)"""


@dataclass
class Heard:
    """One text, what reads it, and what is remembered from sentence to sentence."""

    parsed: Parsed
    grammar: Grammar
    gazetteer: Gazetteer
    names: list[Found]
    relevance: Relevance
    bearing: Bearings
    """words of the problem, where they stand in the text"""
    site: str = ""
    """the page that carries the report"""
    author: Party | None = None
    """of an op-ed; None for a report"""
    spoke: list[Party] = field(default_factory=list)
    """all who spoke, or may be meant by the next pronoun, in order"""
    outlets: list[str] = field(default_factory=list)
    """outlets cited, in order of mention in an attribution"""
    last: Draft | None = None
    """the last statement that has a speaker"""
    answers: dict[int, Party] = field(default_factory=dict)
    """paragraph -> who answers in it, of an interview"""
    turns: dict[int, Turn] = field(default_factory=dict)
    """sentence -> the question or answer it belongs to, where they run on inside a paragraph"""
    named: tuple[int, Party] | None = None
    """the subject of the last sentence that opens with one, and the number of that sentence"""
    onward: int = 0
    """sentences in a row that went on with the words of whom spoke last"""
