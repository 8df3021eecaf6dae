"""Every declared assumption that a judgement rests on, in one line each, those that matter most first."""

from tocsin.judge import timeline
from tocsin.judge.filter import NEGATIVE_SLIP
from tocsin.judge.parameters import EPISODE_DAYS, PUBLISHED
from tocsin.model.declared import Problem, Range


def _span(bounds: Range) -> str:
    return f"{bounds.low:g} to {bounds.high:g}"


def assumptions(problem: Problem) -> tuple[str, ...]:
    """One line for each number or group of numbers that is marked as an assumption, and for each the judge itself brings."""
    observing = problem.observing
    out = [f"the run starts {problem.start_days} days before as-of from the declared prior"]
    for process in problem.processes:
        prior = ", ".join(f"{state} {process.prior.get(state, 0.0):g}" for state in process.states)
        out.append(f"prior of {process.id}: {prior} ({process.prior_note})")
        for move in process.transitions:
            if move.per_day.assumption:
                out.append(f"{process.id}: {move.source_state} to {move.target}, chance a day {_span(move.per_day)}")
    for hypothesis in problem.hypotheses:
        if hypothesis.rate_per_day is not None and hypothesis.rate_per_day.assumption:
            out.append(f"{hypothesis.id}: flat rate a day {_span(hypothesis.rate_per_day)}")
    for rates in (*observing.rates, observing.cheap_rates):
        kind = "cheap words" if rates is observing.cheap_rates else f"reliability {rates.reliability}"
        if rates.hit.assumption or rates.false_alarm.assumption:
            out.append(f"{kind}: hit rate {_span(rates.hit)}, false-alarm rate {_span(rates.false_alarm)}")
    out.append(
        f"errors live {', '.join(f'{life:g}' for life in observing.error_life_days)} days, weighed by the likelihood of what was seen"
    )
    out.append(f"an interested denial weighs between 1/{observing.denial_bound:g} and 1, once for its holder")
    out.append(f"sources of one upstream copy it for an episode with probability {_span(observing.shared_upstream)}")
    out.append("what one sentence says of two indicators stands or falls together with the same probability")
    out.append(f"of an upstream's, {timeline.SUSPECTED_SHARE:g} where it is suspected and {timeline.UNKNOWN_SHARE:g} where it is unknown")
    out.append(f"no source but an instrument covers a day with more than {timeline.PRESS_MOST:g}")
    out.append(f"a source that holds an indicator on is read as denying it with probability {NEGATIVE_SLIP:g}")
    for indicator in problem.indicators:
        if indicator.role != "evidence":
            continue
        for ladder, states in indicator.prevalence.items():
            if any(bounds.assumption for bounds in states.values()):
                out.append(
                    f"{indicator.id} is on in {ladder}: " + ", ".join(f"{state} {_span(bounds)}" for state, bounds in states.items())
                )
        episode, published = indicator.episode_days or EPISODE_DAYS, indicator.published or PUBLISHED
        if episode.assumption:
            out.append(f"{indicator.id}: an episode lasts {_span(episode)} days")
        if indicator.concealed is not None and indicator.concealed.assumption:
            out.append(f"{indicator.id}: hidden from every source, {_span(indicator.concealed)} of episodes")
        if published.assumption:
            out.append(f"{indicator.id}: published in time if looked at, {_span(published)}")
    return tuple(out)
