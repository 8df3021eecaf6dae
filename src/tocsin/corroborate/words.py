"""Small closed classes of words in our four languages that corroboration needs: numbers, first persons, days, what agencies are called."""

import re

NUMBERS: dict[str, int] = {}
for _value, _words in {
    1: "one un une один одна одного одной однієї",
    2: "two deux два две двух двое двоих дві двоє двох двоих двум двумя двоим двоими двом двома",
    3: "three trois три трех трёх трое троих троє трьох трем трём тремя троим троим трьом трьома",
    4: "four quatre четыре четырех четырёх четверо чотири чотирьох четверо четырем четырём четырьмя чотирьом чотирма",
    5: "five cinq пять пяти пятеро пятерых п'ять п'яти п'ятеро п'ятьох пятью пятерым п'ятьом п'ятьма",
    6: "six шесть шести шестеро шість шести шестеро шестью шістьох шістьом шістьма",
    7: "seven sept семь семи семеро сім семи семеро семью сімох сімом сімома",
    8: "eight huit восемь восьми вісім восьми восьмью восемью вісьмох вісьмом вісьма",
    9: "nine neuf девять девяти дев'ять дев'яти девятью дев'ятьох дев'ятьом дев'ятьма",
    10: "ten dix десять десяти десяток десятью десятьох десятьом десятьма",
    11: "eleven onze одиннадцать одинадцять одиннадцати одиннадцатью одинадцяти одинадцятьох одинадцятьома",
    12: "twelve dozen douze douzaine двенадцать дюжина дванадцять двенадцати двенадцатью дванадцяти дванадцятьох дванадцятьома",
    13: "thirteen treize тринадцать тринадцять тринадцати тринадцатью тринадцяти тринадцятьох тринадцятьома",
    14: "fourteen quatorze четырнадцать четырнадцати чотирнадцять четырнадцати четырнадцатью чотирнадцяти чотирнадцятьох чотирнадцятьома",
    15: "fifteen quinze пятнадцать п'ятнадцять пятнадцати пятнадцатью п'ятнадцяти п'ятнадцятьох п'ятнадцятьома",
    16: "sixteen seize шестнадцать шістнадцять шестнадцати шестнадцатью шістнадцяти шістнадцятьох шістнадцятьома",
    17: "seventeen семнадцать сімнадцять семнадцати семнадцатью сімнадцяти сімнадцятьох сімнадцятьома",
    18: "eighteen восемнадцать вісімнадцять восемнадцати восемнадцатью вісімнадцяти вісімнадцятьох вісімнадцятьома",
    19: "nineteen девятнадцать дев'ятнадцять девятнадцати девятнадцатью дев'ятнадцяти дев'ятнадцятьох дев'ятнадцятьома",
    20: "twenty vingt двадцать двадцать двадцять двадцати двадцатью двадцяти двадцятьох двадцятьома",
    30: "thirty trente тридцать тридцять тридцати тридцатью тридцяти тридцятьох тридцятьома",
    40: "forty quarante сорок сорока",
    50: "fifty cinquante пятьдесят п'ятдесят пятидесяти п'ятдесяти",
    60: "sixty soixante шестьдесят шістдесят шестидесяти шістдесяти",
    70: "seventy семьдесят сімдесят семидесяти сімдесяти",
    80: "eighty восемьдесят вісімдесят восьмидесяти вісімдесяти",
    90: "ninety девяносто дев'яносто девяноста дев'яноста",
    100: "hundred cent сто сотня ста",
    200: "двести двухсот двісті двохсот",
    300: "триста трехсот трёхсот трьохсот",
    400: "четыреста четырехсот чотириста чотирьохсот",
    500: "пятьсот пятисот п'ятсот п'ятисот",
    1000: "thousand mille тысяча тысячи тысячу тысяч тисяча тисячі тисячу тисяч",
}.items():
    NUMBERS.update(dict.fromkeys(_words.split(), _value))

TEN, TEENS = 10, 7
"""`dix-sept`, `dix-huit`, `dix-neuf`"""
FIRST_PERSON = frozenset(
    "i i'm i'd my me we our us je j'ai mon ma mes moi nous notre nos"
    " я мой моя моё мне меня мы наш наша наши нам нас мій мої мені мене ми наші".split()
)
"""an author who speaks in the first person outside quotation marks comments; an author who rewrites does not"""

AGENCY_WORDS = frozenset(
    "the a le la les l' un une agence agency agencia news канал channel канале telegram телеграм агентство агентства агентству агенція"
    " агенції журнал газета издание видання blog blogue сайт site journal newspaper quotidien".split()
)
"""what stands before the name of an outlet without belonging to it"""

STATE_WORDS = frozenset(
    "état etat state government gouvernement ministry ministère minister ministre parliament parlement army armée police president"
    " président presidency présidence congress congrès senate sénat assembly assemblée council conseil staff état-major"
    " государство правительство министерство парламент армия полиция президент держава уряд міністерство армія поліція"
    " west western occident east eastern nato otan onu нато оон"
    " these those some several many other officials official soldiers officers experts analysts".split()
)
"""words for states, offices and people, which speak for themselves: a name made of them alone is no outlet's"""

MONTHS: dict[str, int] = {}
for _month, _words in enumerate(
    (
        "january jan janvier janv января січня", "february feb février févr fevrier февраля лютого", "march mar mars марта березня",
        "april apr avril апреля квітня", "may mai мая травня", "june jun juin июня червня", "july jul juillet июля липня",
        "august aug août aout августа серпня", "september sept sep septembre сентября вересня", "october oct octobre октября жовтня",
        "november nov novembre ноября листопада", "december dec décembre déc decembre декабря грудня",
    ),
    1,
):  # fmt: skip
    MONTHS.update(dict.fromkeys(_words.split(), _month))

WEEKDAYS: dict[str, int] = {}
for _weekday, _words in enumerate(
    (
        "monday lundi понедельник понеділок", "tuesday mardi вторник вівторок", "wednesday mercredi среду середу",
        "thursday jeudi четверг четвер", "friday vendredi пятницу п'ятницю", "saturday samedi субботу суботу",
        "sunday dimanche воскресенье неділю",
    )
):  # fmt: skip
    WEEKDAYS.update(dict.fromkeys(_words.split(), _weekday))

WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
FIGURE = re.compile(r"\d+(?:[ \u00a0\u202f.,]\d{3})*(?:[.,]\d+)?")
_MONTH = "|".join(sorted(MONTHS, key=lambda name: (-len(name), name)))
DAY = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:er|st|nd|rd|th)?\s+({_MONTH})(?!\w)|(?<!\w)({_MONTH})\.?\s+(\d{{1,2}})(?!\d)",
    re.IGNORECASE,
)
"""a day with the name of its month"""
QUOTED = re.compile(r"«[^«»]{2,600}[»”\"]|“[^“”]{2,600}[”\"»]|„[^“”]{2,600}[“”]|\"[^\"\n]{2,600}\"")

TOLD_US = re.compile(
    r"\b(?:told|tells|to|with) (?:us|our|this (?:newspaper|paper|site|magazine|agency|channel|reporter|correspondent|blog))\b"
    r"|\bnous (?:a|ont|avait|avaient|confie|confient|dit|disent|explique|expliquent|déclare|affirme|affirment)\b|\bà (?:notre|nos) \w+"
    r"|\bнам (?:рассказ|сообщ|сказа|заяв|розпов|повідом|заяви)\w+|\b(?:сказа|рассказа|сообщи|розпов|повідоми)\w+ нам\b"
    r"|\b(?:нашему|нашей|нашому|нашій) (?:издани|газет|редакц|корреспонд|видан|редакці|кореспонд)\w+",
    re.IGNORECASE,
)
"""somebody told the outlet that writes"""
THE_PAPER = re.compile(
    r"\b(?:told|to|with) the (?:news)?(?:paper|magazine|site|agency|broadcaster|channel|outlet)\b"
    r"|\b(?:au|à la|à l['’]) ?(?:journal|quotidien|magazine|site|chaîne|agence|hebdomadaire)\b"
    r"|\b(?:изданию|газете|агентству|виданню|газеті)\b",
    re.IGNORECASE,
)
"""somebody told the outlet that was named last"""


def plain(word: str) -> str:
    """`word` in small letters with a straight apostrophe."""
    return word.lower().replace("’", "'").replace("ʼ", "'")


def without_quotes(text: str) -> str:
    """`text` with what stands between quotation marks taken out."""
    return QUOTED.sub(" ", text)
