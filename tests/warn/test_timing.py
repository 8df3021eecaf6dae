"""Events, conditions and the look back in tables, briefs and reasons, in both languages."""

from tests.judge.test_conditions import record, with_conditions
from tests.judge.test_happenings import happening, restarting
from tests.judge.test_judgement import base, judged
from tests.judge.worlds import AS_OF, SOURCES, day, problem
from tocsin.model import Assessment, Probability, Reason, Reasons
from tocsin.warn import moving
from tocsin.warn.brief import compose
from tocsin.warn.render import assessment
from tocsin.warn.timing import is_over, lines, standing


def test_an_event_a_condition_and_a_look_back_stand_in_the_table() -> None:
    declared = with_conditions()
    held = judged(base(), declared=declared, conditions=[record(low=0.3, high=0.6)], smooth_from=day(20).date(), draws=20)
    text = assessment(held, declared)
    assert "Condition: crossed, since 30 September 2022, disputed (30% to 60%), on the word of Office of X" in text
    assert "looking back on use" in text
    assert "->" in text.splitlines()[-30]
    assert lines(judged(base(), declared=declared), declared) == []


def test_what_is_over_is_said_so() -> None:
    over = judged(base(), happenings=[happening(5)])
    text = assessment(over, with_conditions())
    assert "Happened: a test, on 15 October 2022, on the word of Agency" in text
    assert [standing(h) for h in over.hypotheses if is_over(h)] == ["over", "happened"]
    begun = judged(base(), declared=restarting(), happenings=[happening(5)])
    assert not any(is_over(h) for h in begun.hypotheses)
    assert "Happened: a test" in assessment(begun, restarting())


def test_a_brief_of_what_has_happened_says_so_and_no_more() -> None:
    over, declared = judged(base(), happenings=[happening(5, hypothesis="strike")], draws=20, since=day(8)), problem()
    for lang, said in (("en", "It has happened: a strike, on 15 October 2022"), ("fr", "C'est arrivé")):
        brief = compose(over, [o for o, _ in base()], [r for _, r in base()], [], declared, SOURCES, lang=lang)  # type: ignore[arg-type]
        assert said in brief.sentences[0].text.replace("’", "'")
        assert not any(sentence.section == "changed" for sentence in brief.sentences)
        assert not any("strike" in sentence.text for sentence in brief.sentences[1:] if sentence.section == "key-judgements")


def explained(held: Assessment) -> Reasons:
    one = Probability(mean=0.01, low=0.001, high=0.02)
    moved = next(i for i in held.influences if i.observation == "condition:crossed")
    reason = Reason(observation=moved.observation, origin=None, publisher=None, indicator=moved.indicator, delta=0.004)
    return Reasons(hypothesis="strike", horizon=30, as_of=AS_OF, probability=one, base_rate=one, reasons=(reason,))


def test_a_condition_is_named_among_the_reasons() -> None:
    declared = with_conditions()
    found = explained(judged(base(), declared=declared, conditions=[record()], draws=20))
    assert "crossed: a condition that holds" in moving.reasons(found, declared)
    assert "une condition remplie" in moving.reasons(found, declared, "fr")
