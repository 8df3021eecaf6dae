"""Ukrainian: how its words are cut. Forms are generated into library/lexicons/uk/forms.yml; everything else is in that folder."""

import re

from tocsin.read.grammar import Shape, generated

WORD = r"(?:[^\W\d_]\.){2,}|\d{1,3}(?:[  \u202f]\d{3})+(?:,\d+)?|\d+[.,]\d+|[^\W_]+(?:[-‑'][^\W_]+)*|\S"
"""`п'ятеро` and `чорнобильсько-київський` are one word, `2024-го` is one"""
OBLIQUE = re.compile(r"[а-яіїєґ'-]+(?:ого|ього|ому|ьому|ами|ями|ах|ях|ими|іми|ою|ею|єю|овим|евим|єву|ову|іну|ові|еві|єві|ом|ем|єм|ові|у|ю)")
"""endings that no subject's name has; a name in -а may be a woman's nominative or a man's genitive and is let pass"""
DESCRIBES = re.compile(r"[а-яіїєґ'-]{3,}(?:ий|ій|ої|ая|а|е|і|ого|ього|ому|ьому|им|ім|их|іх|у|ю|ою|ими|іми|вши[йх])")
"""endings of adjectives and participles"""

INFINITIVE = re.compile(r"[а-яіїєґ'-]{2,}ти(?:ся|сь)?")

SHAPE = Shape(
    code="uk",
    token=WORD,
    inflect=generated,
    abbreviations=frozenset(
        (
            "р рр ст т тт д вул пл просп м с смт обл р-н грн коп тис млн млрд трлн см ім проф акад ген гол заст нач кв км кг"
            " св п пп год хв сек рис табл т.зв т.д т.п т.ч н.е о в.о ред пор напр січ лют бер квіт трав черв лип серп вер жовт листоп груд"
        ).split()
    ),
    that_may_drop=False,
    bare_modals=False,
    inversion=True,
    enclitics=None,
    cases=True,
    oblique=OBLIQUE,
    describes=DESCRIBES,
    infinitive=INFINITIVE,
)
