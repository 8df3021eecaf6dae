"""Scores as a drawing: whether probabilities meant what they said, or, where too little is settled to see it, the scores themselves."""

from tocsin.model.scoring import ScoreReport, ScoreRow
from tocsin.warn.drawing import Frame, Line, Picture, Point, Ranged, Scale, chart, ranges
from tocsin.warn.marking import unreleased
from tocsin.warn.neutral import line, shortened
from tocsin.warn.words import Lang, number, typography

MOST, NAME = 3, 40
"""forecasters drawn on one diagram"""
WORDS: dict[str, tuple[str, str]] = {
    "calibration": ("Did the probabilities mean what they said?", "Les probabilités disaient-elles vrai ?"),
    "calibration.said": (
        "How often it happened (isotonic regression, CORP) against the probability given; on the diagonal, as often as was said: {list}.",
        "Fréquence observée (régression isotone, CORP) selon la probabilité donnée ; sur la diagonale, aussi souvent que dit : {list}.",
    ),
    "calibration.note": (
        "The band is where 90% of calibrated forecasts would lie if outcomes were independent; with overlapping horizons it is too narrow.",
        "La bande est là où seraient 90 % de prévisions justes si les issues étaient indépendantes ; des horizons qui se recouvrent la "
        "rendent trop étroite.",
    ),
    "one": ("{name} (n {n}, {outside}% of forecasts outside)", "{name} (n {n}, {outside} % des prévisions hors bande)"),
    "band": ("what calibrated forecasts would show, 90%", "ce que montreraient des prévisions justes, 90 %"),
    "given": ("probability given", "probabilité donnée"),
    "happened": ("how often it happened", "fréquence observée"),
    "scores": ("Brier scores, lower is better", "Scores de Brier, plus bas vaut mieux"),
    "scores.said": ("Mean Brier scores with 90% intervals: {list}.", "Scores de Brier moyens avec intervalles à 90 % : {list}."),
    "scores.note": (
        "Too little is settled to say whether the probabilities meant what they said. What has no outcomes has a number that is never "
        "called calibrated.",
        "Trop peu est tranché pour dire si les probabilités disaient vrai. Ce qui n'a pas d'issues a un nombre qui n'est "
        "jamais dit calibré.",
    ),
    "none": ("nothing is settled", "rien n'est tranché"),
    "record": ("{by}", "{by}"),
    "hindsight": ("{by}, with hindsight", "{by}, après coup"),
    "synthetic": ("{by}, SYNTHETIC", "{by}, SYNTHETIC"),
}


def picture(found: ScoreReport, lang: Lang = "en") -> Picture:
    """The reliability diagram of the forecasters with the most settled forecasts, else everybody's mean Brier score with its interval."""
    whole = [row for row in found.rows if row.about is None and row.horizon is None]
    mark = unreleased(found.tlp, found.synthetic)
    curved = sorted((row for row in whole if row.reliability is not None), key=lambda row: (-row.n, row.by))[:MOST]
    if curved:
        return _diagram(curved, mark, lang)
    rows = [row for row in whole if row.brier is not None]
    given = [_scored(row, lang) for row in rows]
    said = _say("scores.said", lang, list=", ".join(f"{one.name} {one.said}" for one in given) or _say("none", lang))
    frame = Frame(_say("scores", lang), said, mark, lang, _say("scores.note", lang))
    return ranges(frame, given, scale=Scale("number", low=0.0))


def _diagram(rows: list[ScoreRow], mark: str, lang: Lang) -> Picture:
    lines, told = [], []
    for n, row in enumerate(rows):
        if row.reliability is None:
            continue
        curve = row.reliability.curve
        if n == 0:
            lines.append(Line(_say("band", lang), [Point(p, p, min(p, low), max(p, high)) for p, _, _, low, high in curve]))
        name = _say(
            "one", lang, name=_name(row, lang), n=number(row.reliability.n, lang), outside=number(100 * row.reliability.outside, lang)
        )
        lines.append(Line(name, [Point(p, frequency) for p, _, frequency, _, _ in curve]))
        told.append(name)
    frame = Frame(
        _say("calibration", lang), _say("calibration.said", lang, list=", ".join(told)), mark, lang, _say("calibration.note", lang)
    )
    up, across = Scale("chance", _say("happened", lang), 0.0, 1.0), Scale("chance", _say("given", lang), 0.0, 1.0)
    return chart(frame, lines, scale=up, across=across)


def _scored(row: ScoreRow, lang: Lang) -> Ranged:
    assert row.brier is not None  # noqa: S101 - chosen by it
    mean = row.brier.mean
    low, high = (end if end is not None else mean for end in (row.brier.low, row.brier.high))
    reference = next((one for one in row.skill if one.score == "brier" and one.skill is not None and one.skill < 1), None)
    beside = mean / (1 - reference.skill) if reference is not None and reference.skill is not None else None
    return Ranged(_name(row, lang), mean, low, high, beside, number(mean, lang, 3))


def _name(row: ScoreRow, lang: Lang) -> str:
    return _say(row.realm, lang, by=shortened(line(row.by), NAME))


def _say(key: str, lang: Lang, **values: object) -> str:
    english, french = WORDS[key]
    return (english if lang == "en" else typography(french)).format(**values)
