"""Russian: how its words are cut. Forms are generated into library/lexicons/ru/forms.yml; everything else is in that folder."""

import re

from tocsin.read.grammar import Shape, generated

WORD = (
    r"(?:[^\W\d_]\.){2,}|\d{1,2}:\d\d(?!\d)|\d{1,3}(?:[  \u202f]\d{3})+(?:,\d+)?|\d+[.,]\d+"
    r"|[^\W_]+(?:[-‑'][^\W_]+)*|\S"
)
OBLIQUE = re.compile(r"[а-яё-]+(?:[ое]го|[ое]му|[аяыи]ми|[ая]х|[уюое]ю|[оеи][внр]ым|иным|ыным|овой|евой|[оеё]м|[ую])")
"""endings that no subject's name has; a name in -а may be a woman's nominative or a man's genitive and is let pass"""
DESCRIBES = re.compile(r"[а-яё-]{3,}(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ым|им|ых|их|ую|юю|ыми|ими|шей|вшей)")
"""endings of adjectives and participles"""

INFINITIVE = re.compile(r"[а-яё-]+(?:[аяеёиыоу]ть(?:ся)?|[дзс]ти(?:сь)?|йти(?:сь)?|чь(?:ся)?)")
OWNER = re.compile(r"(?:[аяиыії]|[оеє]в)$")
"""endings of names that may be genitives"""

SHAPE = Shape(
    code="ru",
    token=WORD,
    inflect=generated,
    abbreviations=frozenset(
        (
            "г гг в вв т тт д стр ул р руб коп тыс млн млрд трлн см им проф акад ген гл зам нач кв км м кг ок"
            " св ст п пп ч мин сек рис табл т.е т.д т.п т.к т.н и.о н.э др пр напр янв фев апр авг сент окт нояб дек"
        ).split()
    ),
    that_may_drop=False,
    bare_modals=False,
    cases=True,
    oblique=OBLIQUE,
    describes=DESCRIBES,
    infinitive=INFINITIVE,
    owner=OWNER,
    foreign=re.compile("[a-z]"),
)
