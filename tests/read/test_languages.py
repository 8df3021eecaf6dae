"""A further language needs no other change than its module and its lexicon, here or in somebody else's package."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from tocsin.errors import ConfigError
from tocsin.library import lexicons, problems, sources, yardsticks
from tocsin.model import Report, report_id
from tocsin.model.declared import Cue, Cues
from tocsin.read import Reader, languages
from tocsin.read.attributed import attributed

MODULE = '''"""Spanish, as far as a test needs it."""

from tocsin.read.grammar import FINITE, INFINITIVE, Shape


def inflect(lemma, irregular):
    singular, plural, past, pasts = irregular[lemma]
    finite = [(form, FINITE, many, False) for form, many in ((singular, False), (plural, True), (past, False), (pasts, True))]
    return [*finite, (lemma, INFINITIVE, False, False)]


SHAPE = Shape(
    code="es",
    token=r"\\d+|[^\\W_]+(?:-[^\\W_]+)*|\\S",
    inflect=inflect,
    abbreviations=frozenset(["sr", "sra"]),
    that_may_drop=False,
    bare_modals=False,
)
'''
LEXICON = """verbs:
  say: decir, afirmar
  warn: advertir
irregular:
  decir: dice, dicen, dijo, dijeron
  afirmar: afirma, afirman, afirmó, afirmaron
  advertir: advierte, advierten, advirtió, advirtieron
words:
  definite: el, la, los, las
  indefinite: un, una, unos, unas
  of: de, del
  to: a, al
  preposition: a, al, en, con, por, para, de, según
  that: que
  according: según
  pronoun: él, ella
  office: portavoz, ministro, ministra, gobierno
  anonymous: funcionario, funcionarios, fuente
weekdays: [[lunes], [martes], [miércoles], [jueves], [viernes], [sábado], [domingo]]
months: [[enero], [febrero], [marzo], [abril], [mayo], [junio], [julio], [agosto], [septiembre], [octubre], [noviembre], [diciembre]]
"""


@pytest.fixture
def spanish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package with a language, as an installer would leave it."""
    package = tmp_path / "tocsin_test_spanish"
    (package / "lexicons" / "es").mkdir(parents=True)
    (package / "__init__.py").write_text(MODULE, encoding="utf-8")
    (package / "lexicons" / "es" / "all.yml").write_text(LEXICON, encoding="utf-8")
    info = tmp_path / "tocsin_test_spanish-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tocsin-test-spanish\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[tocsin.languages]\nes = tocsin_test_spanish\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    caches = (languages.further, languages.grammar)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


@pytest.mark.usefixtures("spanish")
def test_a_language_of_another_package_is_read() -> None:
    text = (
        "El portavoz del gobierno dijo que el pan será más caro. «No hay harina», advirtió una ministra. Según una fuente, nadie lo sabía."
    )
    found = [(text[slice(*item.source)] if item.source else None, text[slice(*item.contents[0])]) for item in attributed(text, "es")]
    assert found == [
        ("El portavoz del gobierno", "el pan será más caro"),
        ("una ministra", "No hay harina"),
        ("una fuente", "nadie lo sabía"),
    ]


@pytest.mark.usefixtures("spanish")
def test_with_words_of_the_problem_its_reports_give_statements() -> None:
    problem = problems.load("nuclear-escalation")
    cues = Cues(
        language="es",
        indicators=(Cue(id="warhead_transport", all_of=(("ojivas",),), none_of=(), weight=1.5),),
        hypotheses=(),
        relevant=("ojivas", "nuclear"),
        strong=("ojivas nucleares",),
        theatre=("rusia",),
    )
    reader = Reader(msgspec.structs.replace(problem, cues={**problem.cues, "es": cues}), yardsticks.load(), sources.load())
    text = "El portavoz del gobierno dijo que las ojivas nucleares de Rusia siguen en sus depósitos."
    report = Report(
        id=report_id(None, None, None, None, text), collected_at=datetime(2024, 11, 28, tzinfo=UTC), language="es", title=None, text=text
    )
    [statement] = reader.read(report).statements
    assert statement.speaker.text == "El portavoz del gobierno"
    assert statement.indicators[:1] == ("warhead_transport",)


def test_a_language_that_nobody_brings_is_named() -> None:
    assert not languages.known("xx")
    with pytest.raises(ConfigError, match="xx"):
        languages.grammar("xx")


def test_every_shipped_lexicon_has_a_module() -> None:
    assert set(languages.shipped()) <= set(lexicons.shipped())
    assert {"fr", "en", "uk"} <= set(languages.shipped())
