"""How wide words are at the widest of the typefaces that a reader may have, so that what was made to fit fits everywhere.

The advances are those of DejaVu Sans 2.37, the widest that the drawings' list of families leads to, or of Liberation Sans
(metrically Arial and Helvetica) where that is wider; in fiftieths of the size, rounded up. Bold is DejaVu Sans Bold's.
"""

from functools import cache

EM = 50.0
ADVANCES: dict[int, str] = {
    10: "\u202f\u2009",
    14: "'ijlìíîïĩīĭįıĵĺļіїј",
    15: "IÌÍÎÏĨĪĬĮİłІЇ",
    16: " ,.\xa0·‘’",
    17: "/:;\\|¦",
    18: "f",
    19: "-\xadľ\u2010\u2011",
    20: "()[]tţťŧ",
    21: "!r¡²³¹ŕŗř",
    23: '"',
    24: "ªº",
    25: "*J`¨°´¸ĴЈ",
    26: "“”„",
    27: "szśŝşšźżžгзѓѕґ",
    28: "?L_c§¯çćĉċčĳĹĻĽсэє–",
    29: "kķĸŁ",
    30: "vxyýÿŷвтухчьў•",
    31: "FTaeo«»¿àáâãäåèéêëðòóôõöøāăąēĕėęěōŏőŢŤŦЃГТабекояѐёќҐ",
    32: "$0123456789bdghnpqu{}¢£¤¥µ¶ßñùúûüþďđĝğġģĥńņňŋũūŭůűųЎУлрђ€",
    33: "Зийнпћѝџ",
    34: "EKPSYÈÉÊËÝÞĒĔĖĘĚĶŚŜŞŠŶŸЀЁЅЕР",
    35: "ABVXZÀÁÂÃÄÅĀĂĄħŹŻŽАБВХЧЬдц",
    36: "ЄЌКЭъ",
    37: "CRUÇÙÚÛÜĆĈĊČĲŔŖŘŨŪŬŮŰŲСЯ",
    38: "HNÑĤŃŅŇŊЍЏИЙЛНПм",
    39: "&DGÐĎĐĜĞĠĢЦ",
    40: "OQÒÓÔÕÖØŌŎŐДОы",
    41: "wŵ",
    42: "#+<=>^~¬±×÷Ъ\u2212",
    43: "Ћфю",
    44: "MЂМФ",
    45: "Ыњ",
    46: "Ħжшљ",
    48: "%щ",
    49: "m¼½¾",
    50: "W©®ÆæŴ—…←→",
    51: "@",
    52: "œ",
    53: "Њ",
    54: "ŒЖШЮ№",
    55: "ЉЩ",
}
OTHER = 55
"""any other letter: as wide as the widest, and never narrower than an ideograph's square"""
BOLD = 1.12
"""of a line of words; of single letters up to 1.31, of narrow ones"""
BOLD_LEAST = 3.5
"""fiftieths that a narrow letter gains at least when bold"""


@cache
def _of() -> dict[str, int]:
    return {letter: wide for wide, letters in ADVANCES.items() for letter in letters}


def advance(said: str, bold: bool = False) -> float:
    """Width of `said` as a share of the letters' size."""
    known = _of()
    if not bold:
        return sum(known.get(letter, OTHER) for letter in said) / EM
    return sum(max(BOLD * wide, wide + BOLD_LEAST) for wide in (known.get(letter, OTHER) for letter in said)) / EM
