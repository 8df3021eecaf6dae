"""The words by which reports are compared across languages: negations, number words, countries; and the weights of the decision."""

from functools import cache
from pathlib import Path

from tocsin.library import lexicons
from tocsin.library.paths import root
from tocsin.model.base import Record


class MeaningWords(Record, frozen=True, kw_only=True):
    """Entries in small letters; a trailing `*` matches any ending."""

    negations: dict[str, tuple[str, ...]]
    """by language"""
    idioms: dict[str, tuple[str, ...]]
    """by language: phrases whose negation turns nothing round"""
    particles: dict[str, tuple[str, ...]]
    """by language: words that negate only beside others"""
    denying: dict[str, tuple[str, ...]]
    """by language: verbs and adjectives that hold a negation"""
    numbers: dict[str, float]
    """words that stand for a number, all languages together"""
    scales: dict[str, float]
    """words that multiply the number before them"""
    countries: dict[str, str]
    """name, people or adjective -> country; words of one name joined by `+`"""


@cache
def load() -> MeaningWords:
    """The words. Raises ConfigError where a file is wrong."""
    lists = lexicons.lists(FOLDER)
    numbers = {word: value for code in LANGUAGES for word, value in lexicons.load(code).numbers.items()}
    scales = {word: float(value) for value, words in lists["scales"].items() for word in words}
    numbers |= {word: float(value) for value, words in lists["words"].items() for word in words}
    return MeaningWords(
        negations=lists["negations"],
        idioms=lists["idioms"],
        particles=lists["particles"],
        denying=lists["verbs"],
        numbers={word: value for word, value in numbers.items() if word not in scales},
        scales=scales,
        countries={name: country for country, names in lists["countries"].items() for name in names},
    )


LANGUAGES = ("en", "fr", "ru", "uk")
FOLDER: Path = root() / "meaning"


class Weights(Record, frozen=True, kw_only=True):
    """Of the decision, in log-odds. Nearness is weighed first and counts up to `cap`; then differences are taken off.

    So a perfect translation with another number in it is as doubtful as a rewrite with one.
    """

    threshold: float
    """probability from which two reports are taken for the same"""
    near: dict[str, float]
    near_bias: float
    cap: float
    differs: dict[str, float]
    """`near` here is what one unit of capped nearness counts for"""
    differs_bias: float
    most: dict[str, float]
    """of a difference, the most that counts"""


@cache
def weights() -> Weights:
    """The fitted weights. Raises ConfigError where the file is wrong."""
    from pydantic import BaseModel, ConfigDict

    from tocsin.library.yaml_files import read_model

    class WeightsFile(BaseModel):
        model_config = ConfigDict(extra="forbid")

        fitted: dict[str, str]
        threshold: float
        near: dict[str, float]
        near_bias: float
        cap: float
        differs: dict[str, float]
        differs_bias: float
        most: dict[str, float]

    return Weights(**read_model(FOLDER / "weights" / "weights.yml", WeightsFile).model_dump(exclude={"fitted"}))
