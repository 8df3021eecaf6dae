"""Ukrainian: how its words are cut. Forms are generated into library/lexicons/uk/forms.yml; everything else is in that folder."""

import re

from tocsin.read.grammar import Shape, generated

WORD = r"(?:[^\W\d_]\.){2,}|\d{1,2}:\d\d(?!\d)|\d{1,3}(?:[  \u202f]\d{3})+(?:,\d+)?|\d+[.,]\d+|[^\W_]+(?:[-‑'][^\W_]+)*|\S"
"""`п'ятеро` and `чорнобильсько-київський` are one word, `2024-го` is one"""
OBLIQUE = re.compile(
    r"[а-яіїєґ'-]+(?:[оь]го|[оь]му|[аяиі]ми|[ая]х|[оеєь]ю|[оеє]ві|[оиі]єю|[оіиє]вим|[иії]ним|[оеє]м|[уюо]ю|[ую]|нн[яі]|тт[яі]|ість|ості)|(?:дв|трь|обид|чотирь|п'ять|шіст|шість|сім|вісьм|дев'ять|десять|кільк|багать)(?:ох|ом|ма|ьма)"
)
"""endings that no subject's name has; a name in -а may be a woman's nominative or a man's genitive and is let pass"""
DESCRIBES = re.compile(
    r"[а-яіїєґ'-]{2,}(?:[нвтршчлдм](?:ий|ого|ому|им|их|ими|ої)|[сцз]ьк(?:ий|а|е|і|ого|ому|им|их|ими|ої|ій|у|ою)|[нвт](?:ій|ою)|[нш](?:ій|ього|ьому|іх|ім)|"
    r"(?:[аеє]н|[аи]т|[лс]ьн|[бвгджзклмпрстхцчшщ]н|ов|ив)(?:а|е|і|у))"
)
"""endings of adjectives and participles"""

INFINITIVE = re.compile(r"[а-яіїєґ'-]{2,}ти(?:ся|сь)?")
OWNER = re.compile(r"(?:[аяиыії]|[оеє]в)$")
"""endings of names that may be genitives"""

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
    cases=True,
    oblique=OBLIQUE,
    describes=DESCRIBES,
    infinitive=INFINITIVE,
    owner=OWNER,
    foreign=re.compile("[a-z]"),
)
