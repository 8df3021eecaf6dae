"""Quotations beside transcripts: invented people of invented offices, in four languages."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.corroborate.quoting import check_all
from tocsin.library import problems, sources, yardsticks
from tocsin.model import QuoteCheck, Reading, Report, Speaker, Statement, digest, report_id
from tocsin.model.declared import SourceProfile
from tocsin.read import Reader

PALACE = SourceProfile(
    id="palace-norvane",
    name="Palace of Norvane",
    kind="office",
    sites=("palace.norvane.example",),
    language=("ru", "uk", "en", "fr"),
    why="invented for this test",
)
SPEECH = (
    "Стенограмма выступления Виктора Ланцова, 25 ноября 2024 года.\n\n"
    "В. Ланцов: Добрый день, коллеги. Мы не применим это оружие первыми, если нам не будут угрожать. "
    "За последний месяц на учениях под Брестом были задействованы 14 пусковых установок и около 900 военнослужащих. "
    "Никаких ядерных боеголовок на складах вблизи границы нет, и переброска не планируется до 3 марта. "
    "Я повторяю это для тех, кто нас не слышит, и прошу передать это вашим читателям без сокращений.\n\n"
    "О. Мирская: Экономика области растёт третий год подряд, и мы намерены построить новый мост через реку к осени."
)
UKRAINIAN = (
    "Виступ Оксани Гринчук 25 листопада 2024 року.\n\n"
    "О. Гринчук: Ми отримали 12 пускових установок і не просили про жодну більше. "
    "Наші підрозділи під Харковом готові, але ми не вдаримо першими."
)
LANTSOV = Speaker(text="Виктор Ланцов", kind="named")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(problems.load("nuclear-escalation"), yardsticks.load(), (*sources.load(), PALACE))


def document(text: str, day: str, **fields: Any) -> Report:
    moment = datetime.fromisoformat(f"{day}T12:00:00+00:00").astimezone(UTC)
    site = fields.pop("site", None)
    return Report(id=report_id(None, site, moment, None, text), site=site, published_at=moment, collected_at=moment, text=text, **fields)


def read(report: Report, language: str, *statements: Statement) -> Reading:
    assert report.published_at is not None
    return Reading(report=report.id, language=language, t_known=report.published_at, statements=statements)


def quoting(report: Report, words: str, speaker: Speaker, **fields: Any) -> Statement:
    assert report.published_at is not None
    start = report.text.index(words)
    span = start, start + len(words)
    return Statement(
        id=digest(report.id, span),
        report=report.id,
        t_known=report.published_at,
        span=span,
        content_span=span,
        text=words,
        speaker=speaker,
        act="report",
        quoted=True,
        **fields,
    )


Check = Callable[..., tuple[QuoteCheck, ...]]


@pytest.fixture(scope="module")
def check(reader: Reader) -> Check:
    """`check(text of the report, quoted words, language=, speaker=, speech=, ...)`."""

    def checking(
        text: str,
        words: str,
        *,
        language: str = "ru",
        speaker: Speaker = LANTSOV,
        speech: str = SPEECH,
        spoken: str = "ru",
        said_on: str = "2024-11-25",
        day: str = "2024-11-26",
        site: str | None = "palace.norvane.example",
        extra: dict[str, object] | None = None,
        **fields: Any,
    ) -> tuple[QuoteCheck, ...]:
        transcript = document(speech, said_on, site=site, extra=extra or {})
        report = document(text, day, site="Harrowgate Post")
        pairs = [(transcript, read(transcript, spoken)), (report, read(report, language, quoting(report, words, speaker, **fields)))]
        forward = check_all([one for one, _ in pairs], [two for _, two in pairs], (PALACE,), reader)
        backward = check_all([one for one, _ in pairs[::-1]], [two for _, two in pairs[::-1]], (PALACE,), reader)
        assert forward == backward
        for one in forward:
            assert report.text[slice(*one.span)] == one.words
            assert one.passage is None or transcript.text[slice(*one.passage)] == one.original
            for finding in one.findings:
                assert finding.span is None or report.text[slice(*finding.span)] == finding.words
                assert finding.was_span is None or transcript.text[slice(*finding.was_span)] == finding.was
        return forward

    return checking


def one(checks: tuple[QuoteCheck, ...]) -> QuoteCheck:
    (found,) = checks
    return found


def kinds(check: QuoteCheck) -> set[str]:
    return {finding.kind for finding in check.findings}


def quoted(words: str) -> str:
    return f"«{words}», — заявил Виктор Ланцов."


def test_word_for_word(check: Check) -> None:
    words = "Мы не применим это оружие первыми, если нам не будут угрожать"
    found = one(check(quoted(words), words))
    assert (found.status, found.similarity, found.findings) == ("verbatim", 1.0, ())
    assert found.publisher == "Palace of Norvane"
    assert found.original == words


def test_marks_and_capitals_are_no_difference(check: Check) -> None:
    words = "мы не применим это оружие первыми - если нам не будут угрожать!"
    assert one(check(quoted(words), words)).status == "verbatim"


def test_a_condition_left_out_is_said_though_every_word_is_right(check: Check) -> None:
    words = "Мы не применим это оружие первыми"
    found = one(check(quoted(words), words))
    assert found.status == "verbatim"
    (finding,) = found.findings
    assert finding.kind == "condition"
    assert "угрожать" in (finding.was or "")


@pytest.mark.parametrize("gap", ["...", "…", "[…]", "(...)"])
def test_a_marked_omission_is_a_cut(check: Check, gap: str) -> None:
    words = f"Мы не применим это оружие первыми {gap} на учениях под Брестом были задействованы 14 пусковых установок"
    found = one(check(quoted(words), words))
    assert found.status == "cut"
    assert "the report marks that words are left out" in found.why
    assert {finding.was for finding in found.findings if finding.kind == "cut"} == {"если нам не будут угрожать. За последний месяц"}


def test_a_silent_omission_is_a_cut_and_the_negation_in_it_is_said(check: Check) -> None:
    words = "Мы применим это оружие первыми, если нам не будут угрожать"
    found = one(check(quoted(words), words))
    assert found.status == "cut"
    assert [finding.was for finding in found.findings if finding.kind == "cut"] == ["не"]
    assert "negation" in kinds(found)


def test_a_changed_number_is_a_change(check: Check) -> None:
    words = "на учениях под Брестом были задействованы 40 пусковых установок и около 900 военнослужащих"
    found = one(check(quoted(words), words))
    assert found.status == "changed"
    (number,) = [finding for finding in found.findings if finding.kind == "number"]
    assert (number.words, number.was) == ("40", "14")


def test_an_added_word_is_a_change(check: Check) -> None:
    words = "Никаких новых ядерных боеголовок на складах вблизи границы нет"
    found = one(check(quoted(words), words))
    assert found.status == "changed"
    assert [finding.words for finding in found.findings if finding.kind == "added"] == ["новых"]


def test_another_form_of_a_word_is_said_to_be_one(check: Check) -> None:
    words = "повторяю это для тех, кто нас не слышал, и прошу передать это вашим читателям"
    found = one(check(quoted(words), words))
    assert found.status == "changed"
    assert kinds(found) == {"form"}


def test_what_was_never_said_is_not_found(check: Check) -> None:
    words = "Завтра на рассвете мы ударим по мостам и складам всеми силами, какие у нас есть"
    found = one(check(quoted(words), words))
    assert (found.status, found.passage) == ("not-found", None)
    assert found.why == ("1 transcripts searched",)


def test_somebody_elses_words_are_said_to_be_theirs(check: Check) -> None:
    words = "мы намерены построить новый мост через реку к осени"
    found = one(check(quoted(words), words))
    assert found.status == "verbatim"
    (finding,) = found.findings
    assert (finding.kind, finding.was) == ("speaker", "О. Мирская")


def test_old_words_as_news(check: Check) -> None:
    words = "Никаких ядерных боеголовок на складах вблизи границы нет, и переброска не планируется"
    found = one(check(quoted(words), words, said_on="2023-02-01"))
    assert found.status == "verbatim"
    assert [(finding.kind, finding.was) for finding in found.findings] == [("older", "2023-02-01")]
    assert "older" not in kinds(one(check(quoted(words), words, said_on="2023-02-01", date="2023-02-02")))
    short = "прошу передать это"
    assert check(quoted(short), short, said_on="2023-02-01") == ()


def test_only_the_quoted_words_of_a_statement_are_checked(check: Check) -> None:
    content = "под Брестом стояли «14 пусковых установок», а войск было «девять тысяч человек с танками»"
    first, second = check(f"Виктор Ланцов сказал, что {content}.", content)
    assert (first.words, first.status) == ("14 пусковых установок", "verbatim")
    assert second.status == "not-found"


@pytest.mark.parametrize(
    "speaker",
    [
        Speaker(text="Пётр Зорин", kind="named"),
        Speaker(text="два чиновника", kind="anonymous", count=2),
        Speaker(text="Norvane Post", kind="outlet"),
        Speaker(kind="text"),
    ],
)
def test_other_peoples_quotations_are_not_looked_for_there(check: Check, speaker: Speaker) -> None:
    words = "Мы не применим это оружие первыми"
    assert check(quoted(words), words, speaker=speaker) == ()


def test_a_paper_is_no_transcript_unless_it_is_declared_to_be_one(check: Check) -> None:
    words = "Мы не применим это оружие первыми"
    assert check(quoted(words), words, site="Vellin Courier") == ()
    assert one(check(quoted(words), words, site="Vellin Courier", extra={"transcript": True})).status == "verbatim"


def test_a_name_in_another_script_is_the_same_speaker(check: Check) -> None:
    text = "« Le mois dernier, 14 lanceurs et environ 900 militaires ont participé aux exercices près de Brest », a dit Viktor Lantsov."
    words = text[2 : text.index(" »")]
    found = one(check(text, words, language="fr", speaker=Speaker(text="Viktor Lantsov", kind="named")))
    assert found.status == "translated"
    assert found.original is not None
    assert "14 пусковых установок" in found.original
    assert kinds(found) == set()


@pytest.mark.parametrize(
    ("language", "text", "kind", "words", "was"),
    [
        (
            "en",
            "“In the past month 40 launchers and some 900 servicemen took part in the exercise near Brest,” Viktor Lantsov said.",
            "number",
            "40",
            "14",
        ),
        (
            "fr",
            "« Il y a des ogives nucléaires dans des dépôts à la frontière, un transfert est prévu avant le 3 mars », dit Viktor Lantsov.",
            "negation",
            None,
            "Никаких",
        ),
        (
            "en",
            "“There are no nuclear warheads in the depots near the border and no transfer is planned to 13 March,” Viktor Lantsov said.",
            "date",
            "13 March",
            "3 марта",
        ),
    ],
)
def test_a_translation_that_says_otherwise(check: Check, language: str, text: str, kind: str, words: str | None, was: str | None) -> None:
    inner = text[1:].strip().split(" »")[0].split(",”")[0]
    found = one(check(text, inner, language=language, speaker=Speaker(text="Viktor Lantsov", kind="named")))
    assert found.status == "translated"
    (finding,) = [finding for finding in found.findings if finding.kind == kind]
    assert (finding.words, finding.was) == (words, was)


def test_a_condition_that_a_translation_leaves_out(check: Check) -> None:
    speaker = Speaker(text="Viktor Lantsov", kind="named")
    whole = "« Nous n'utiliserons pas cette arme les premiers si on ne nous menace pas », a dit Viktor Lantsov."
    found = one(check(whole, whole[2 : whole.index(" »")], language="fr", speaker=speaker))
    assert (found.status, kinds(found)) == ("translated", set())
    part = "“We will not be the first to use this weapon in this war,” Viktor Lantsov threatened."
    found = one(check(part, part[1 : part.index(",”")], language="en", speaker=speaker))
    assert found.status == "not-found" or "condition" in kinds(found)


def test_a_translation_from_ukrainian(check: Check) -> None:
    hrynchuk = Speaker(text="Oksana Hrynchuk", kind="named")
    text = "“We have received 12 launchers and did not ask for a single one more,” Oksana Hrynchuk said."
    found = one(check(text, text[1 : text.index(",”")], language="en", speaker=hrynchuk, speech=UKRAINIAN, spoken="uk"))
    assert found.status == "translated"
    assert found.original is not None
    assert "12 пускових" in found.original
    wrong = text.replace("12", "20")
    other = check(wrong, wrong[1 : wrong.index(",”")], language="en", speaker=hrynchuk, speech=UKRAINIAN, spoken="uk")
    assert one(other).status in ("translated", "not-found")
    assert one(other).status == "not-found" or "number" in kinds(one(other))


def test_a_translation_of_nothing_there_is_not_found(check: Check) -> None:
    text = "“The harvest was good and the new school will open its doors in Vellin on 1 September,” Viktor Lantsov said."
    found = one(check(text, text[1 : text.index(",”")], language="en", speaker=Speaker(text="Viktor Lantsov", kind="named")))
    assert found.status == "not-found"


WORDS = [word.strip(".,:") for word in SPEECH.split("\n\n")[1].split()[2:]]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_whole_runs_of_the_transcript_are_verbatim_and_runs_with_a_hole_are_cut(check: Check, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(WORDS) - 12))
    last = data.draw(st.integers(first + 8, min(len(WORDS), first + 30)))
    run = WORDS[first:last]
    assert one(check(quoted(" ".join(run)), " ".join(run))).status == "verbatim"
    hole = data.draw(st.integers(3, len(run) - 4))
    holed = [*run[:hole], *run[hole + 1 :]]
    found = one(check(quoted(" ".join(holed)), " ".join(holed)))
    assert found.status == "cut"
    assert any(finding.was == run[hole] for finding in found.findings if finding.kind == "cut") or run[hole] in (
        run[hole - 1],
        run[hole + 1],
    )


def test_a_long_transcript_takes_no_square_time(check: Check) -> None:
    import time

    words = "на учениях под Брестом были задействованы 40 пусковых установок и около 900 военнослужащих"
    filler = "Мы говорили об этом и о том, что было, и о том, что есть у нас и у них. " * 3000

    def seconds(speech: str) -> float:
        start = time.perf_counter()
        assert one(check(quoted(words), words, speech=speech)).status == "changed"
        return time.perf_counter() - start

    seconds(SPEECH)
    short, long = seconds(SPEECH + filler[: len(filler) // 8]), seconds(SPEECH + filler)
    assert long < 20 * short + 1


PIECES = st.sampled_from(
    [*SPEECH.split(" ")[:60], "«", "»", "“", "&nbsp;", "\u200b", "…", "[...]", "\n", "12", "не", "not", "3 March", "If", ":"]
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(PIECES, max_size=40).map(" ".join),
    st.lists(PIECES, max_size=40).map(" ".join),
    st.sampled_from(["ru", "en", "fr", "uk"]),
    st.data(),
)
def test_no_text_breaks_it(reader: Reader, speech: str, text: str, language: str, data: st.DataObject) -> None:
    length = len(f"x {text}")
    start = data.draw(st.integers(0, length))
    consistent(reader, speech, text, language, (start, data.draw(st.integers(start, length))))


def consistent(reader: Reader, speech: str, text: str, language: str, span: tuple[int, int]) -> None:
    """Whatever is found lies inside the statement, in the report's own words."""
    transcript, report = document(f"Ланцов. {speech}", "2024-11-25", site="palace.norvane.example"), document(f"x {text}", "2024-11-26")
    start, end = span
    statement = Statement(
        id="s",
        report=report.id,
        t_known=datetime(2024, 11, 26, tzinfo=UTC),
        span=span,
        content_span=span,
        text="",
        speaker=LANTSOV,
        act="report",
        quoted=True,
    )
    pairs = [(transcript, read(transcript, "ru")), (report, read(report, language, statement))]
    for found in check_all([one for one, _ in pairs], [two for _, two in pairs], (PALACE,), reader):
        assert report.text[slice(*found.span)] == found.words
        assert start <= found.span[0] <= found.span[1] <= end
        assert 0 <= found.similarity <= 1
        assert found.passage is None or transcript.text[slice(*found.passage)] == found.original
        assert (found.status == "not-found") == (found.passage is None)


@pytest.mark.parametrize("end", range(33, 44))
def test_a_statement_that_ends_inside_an_entity_ends_before_it(reader: Reader, end: int) -> None:
    consistent(reader, "", "Стенограмма Виктора « Виктора 25 &nbsp; Стенограмма", "ru", (0, end))
