"""Polish: how its words are cut. Forms are generated into library/lexicons/pl/forms.yml; everything else is in that folder."""

import re

from tocsin.read.grammar import Shape, generated

WORD = r"(?:[^\W\d_]\.){2,}|\d{1,2}:\d\d(?!\d)|\d{1,3}(?:[  \u202f]\d{3})+(?:,\d+)?|\d+[.,]\d+|[^\W_]+(?:[-‑'][^\W_]+)*|\S"
OBLIQUE = re.compile(r"\w+(?:owi|iem|em|ego|emu|ej|ymi|imi|ami|ach|om|ów|ą|ę|owie)|(?:dw|trz|czter)(?:om|ema|oma)")
"""endings that no subject's name has"""
DESCRIBES = re.compile(r"\w{2,}(?:[sc]k(?:i|a|ie|iego|iemu|im|iej|ą|ich)|[nwłt](?:y|ego|emu|ym|ych|ej)|n[ai]|czn[aei])")
"""endings of adjectives and participles"""
INFINITIVE = re.compile(r"\w{2,}(?:ć|c)")

SHAPE = Shape(
    code="pl",
    token=WORD,
    inflect=generated,
    abbreviations=frozenset(
        "dr prof gen płk mjr kpt ppłk por red im ul al tys mln mld godz r w m.in np tzw tj itd itp ok st św nr str".split()
    ),
    that_may_drop=False,
    bare_modals=False,
    cases=True,
    oblique=OBLIQUE,
    describes=DESCRIBES,
    infinitive=INFINITIVE,
    owner=re.compile(r"(?:[aiy]|iego|ów)$"),
)
