"""Numbers that the inner loops share, in both of their forms."""

K = 5
"""words in a gram"""
WINDOW = 8
"""grams of which one, the least, is kept"""
HELD = 6
"""reports remembered for one fingerprint, the earliest and the latest: bounds the work on a story of thousands of copies"""
GAP = 2 * K
"""unknown grams between known ones that are furniture too: two words that changed"""
FURNITURE_RUN = 6
"""known grams in a run that make the run furniture; fewer are a turn of phrase, and only they are left out"""
FURNITURE_LINE = 0.5
"""share of a line's grams that makes the whole line furniture"""
SLACK = 3
"""words by which a replaced passage may differ in length from what stood there"""

NEITHER, LETTER, NEWLINE, QUOTE, ALONE, SILENT, COMPOUND, UNKNOWN = range(8)
"""a separator; a letter or digit; the end of a line; a quotation mark; a character that is a word by itself (scripts without spaces);
one that shows nothing; one that stands for several letters; one not looked up yet. The rarer the class, the higher its number"""

STEP = 0x9E3779B97F4A7C15
"""by which a letter counts more than the one before it, modulo 2^64"""
POWERS = tuple(pow(0xD1B54A32D192ED03, power + 1, 1 << 64) for power in range(K))
"""by which the words of a gram count"""
MIX = 0xD6E8FEB86659FD93
"""odd multiplier of the last step, as in SplitMix64's relatives"""
