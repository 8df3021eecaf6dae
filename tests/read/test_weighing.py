"""Weights decide only where the tables are weak, and never move what no weight may move."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.fitting import vocabulary, write
from tocsin.library import problems, sources, weights, yardsticks
from tocsin.library.paths import root
from tocsin.model import Report
from tocsin.model.lexicon import Weights
from tocsin.read import Reader
from tocsin.read.weighing import Scales, features, ruled

FOLDER = root() / "problems" / "nuclear-escalation"
SHIPPED = weights.load(FOLDER)
TEXTS = {
    "en": "Warheads left the store at Belgorod-22 for the front, two officials said. A third called the nuclear scare theatre.",
    "fr": "Des ogives nucléaires ont quitté le dépôt, ont dit deux responsables. Un troisième n'y voit que du théâtre.",
    "ru": "Ядерные боеголовки покинули хранилище, сообщили два чиновника. Третий назвал это спектаклем.",
    "uk": "Ядерні боєголовки залишили сховище, повідомили двоє посадовців. Третій назвав це виставою.",
}


def shipped() -> Weights:
    """The shipped problem's weights."""
    assert SHIPPED is not None
    return SHIPPED


def reader(fitted: Weights | None) -> Reader:
    """A reader of the shipped problem with these weights."""
    return Reader(problems.load("nuclear-escalation"), yardsticks.load(), sources.load(), fitted)


def report(text: str, language: str) -> Report:
    """One report of a day in November."""
    moment = datetime(2024, 11, 26, 9, tzinfo=UTC)
    return Report(id="0" * 64, published_at=moment, collected_at=moment, language=language, text=text)


def turned() -> Weights:
    """The shipped weights with every rule firm, and then made to say the same absurd thing of everything."""
    few = shipped()
    width = len(few.acts) + len(few.polarities) + len(few.indicators)
    row = bytearray([128] * width)
    row[few.acts.index("doctrine")] = row[len(few.acts) + few.polarities.index("raises")] = 255
    return msgspec.structs.replace(few, features=("*",), values=bytes(row), scale=1.0)


@pytest.mark.parametrize("language", TEXTS)
def test_a_firm_rule_is_never_overruled(language: str) -> None:
    """With no rule weak, whatever the weights say, acts and directions are those of the tables."""
    firm = msgspec.structs.replace(turned(), weak=())
    plain, weighed = (reader(some).read(report(TEXTS[language], language)).statements for some in (None, firm))
    assert [(one.act, one.polarity) for one in plain] == [(one.act, one.polarity) for one in weighed]
    assert plain


def test_a_weak_rule_is() -> None:
    """Where the rule that decides is weak, the weights' answer stands."""
    plain = reader(None)
    read = plain.read(report(TEXTS["en"], "en")).statements
    everything = sorted(set(shipped().weak) | {f"act {rule}" for rule in _conditions("act")})
    over = reader(msgspec.structs.replace(turned(), weak=tuple(everything))).read(report(TEXTS["en"], "en")).statements
    assert len(read) == len(over)
    assert {one.act for one in over} == {"doctrine"}


def _conditions(table: str) -> list[str]:
    from tocsin.read import acts

    return [ruled(table, rule.when).removeprefix(f"{table} ") for rule in acts.RULES]


@pytest.mark.parametrize(
    "text",
    [
        "The Kremlin denied that Russia had moved nuclear weapons.",
        "Russia's defence ministry said no nuclear warhead had left its store.",
        "Le Kremlin a démenti tout déplacement d'armes nucléaires.",
        "В Кремле опровергли перемещение ядерного оружия.",
        "У Кремлі спростували переміщення ядерної зброї.",
    ],
)
def test_no_denial_raises_whatever_the_weights_say(text: str) -> None:
    """Weights that hold everything to raise move no interested denial from neutral."""
    language = "en" if text.isascii() else "fr" if "é" in text else "uk" if "ї" in text or "і" in text else "ru"
    everything = tuple(ruled("way", rule) for rule in ("act:denial", ""))
    for fitted in (shipped(), msgspec.structs.replace(turned(), weak=everything)):
        for one in reader(fitted).read(report(text, language)).statements:
            assert one.act != "denial" or one.polarity == "neutral"


def test_a_language_without_weights_is_read_by_the_tables() -> None:
    """German has a lexicon and no weights."""
    text = "Atomsprengköpfe haben das Lager verlassen, sagte ein Beamter."
    plain, weighed = (reader(some).read(report(text, "de")) for some in (None, shipped()))
    assert plain.statements == weighed.statements


def test_the_file_says_what_was_written(tmp_path: Path) -> None:
    """Writing and loading give the same weights."""
    write(shipped(), tmp_path / weights.FILE)
    assert weights.load(tmp_path) == shipped()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("languages=en\tacts=report", ":1:1 is no head"),
        ("languages=en\tacts=report\tpolarities=neutral\tindicators=none\tscale=.1\n*\t1 2", ":2:1 expected a feature and 3"),
        ("languages=en\tacts=report\tpolarities=neutral\tindicators=none\tscale=.1\n*\t1 2 900", ":2:1 weights are whole numbers"),
    ],
)
def test_a_broken_file_says_where(tmp_path: Path, text: str, said: str) -> None:
    """What, where."""
    from tocsin.errors import ConfigError

    (tmp_path / weights.FILE).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        weights.load(tmp_path)
    assert said in str(caught.value)


@given(st.lists(st.lists(st.tuples(st.sampled_from("abcdef"), st.just(1.0)), max_size=5, unique=True), max_size=20))
def test_features_seen_once_are_left_out(found: list[list[tuple[str, float]]]) -> None:
    """The vocabulary holds what stands in two statements at least, in order of name."""
    names = [name for item in found for name, _ in item]
    assert list(vocabulary(found)) == sorted({name for name in names if names.count(name) >= 2})


def test_words_are_told_apart_by_language() -> None:
    """A word of one language says nothing of the same letters in another."""
    from tests.bench.fitting import Recorder

    some = reader(None)
    some.scales = kept = Recorder()
    for language in ("en", "fr"):
        some.read(report(TEXTS[language], language))
    names = {traits.language: {name for name, _ in features(traits)} for traits in kept.asked}
    shared = names["en"] & names["fr"]
    assert shared
    assert not any(name.startswith(("en ", "fr ")) for name in shared)
    assert Scales(shipped()).languages == {"en", "fr", "ru", "uk"}
