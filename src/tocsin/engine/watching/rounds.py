"""One round of the watch: what is due is asked, what came is kept and read, and what it changes is judged.

The ledger is written before the state: a watch that is killed between the two asks again, and meets what it knows already.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

import msgspec

from tocsin.engine import pipeline, sensing, store, versions
from tocsin.engine.alerting.carrying import Carry, carry
from tocsin.engine.alerting.looking import Judged
from tocsin.engine.asking import Asking
from tocsin.engine.telemetry import emitting
from tocsin.engine.watching import answers, looking, measuring, ringing, schedule, stamps, states
from tocsin.engine.watching.answers import Answer
from tocsin.engine.watching.following import Followed
from tocsin.engine.watching.log import Failure, Moved, Round, Said
from tocsin.engine.watching.measuring import Measured
from tocsin.engine.watching.states import PollState, State
from tocsin.errors import Busy
from tocsin.ledger.workspace import Workspace
from tocsin.model import Kept, Reading

if TYPE_CHECKING:
    from tocsin.collect.fetching.fetcher import Fetcher
    from tocsin.collect.records import Limits

T = TypeVar("T")
TOGETHER, TOGETHER_BYTES = 500, 32_000_000
"""items, and their bytes, that are kept in one go"""
COVERED_EVERY = timedelta(minutes=30)
JUDGED_EVERY = timedelta(hours=6)
"""where triggers are looked at"""
HORIZON = "30"
"""days, as an assessment spells them"""
BUSY_PAUSE_S, BUSY_MOST_S = 2.0, 600.0
"""how long to wait for another command that is writing to the ledger"""


@dataclass
class Watch:
    """What every round needs. `clock` and `sleep` are the run's own, so that a day can be played in seconds."""

    place: Workspace
    followed: tuple[Followed, ...]
    fetcher: "Fetcher"
    clock: Callable[[], datetime]
    sleep: Callable[[float], None]
    limits: "Limits"
    seed: int = 0
    workers: int = 8
    judge: bool = True
    draws: int = pipeline.DRAWS
    asked: Asking | None = None
    """the optional reader"""
    alert: bool = False
    """look at the triggers, and send what is due"""
    carry: Carry = carry
    stopping: Callable[[], bool] = lambda: False
    beat: Callable[[], None] = lambda: None
    """called whenever it moves on"""
    state: State | None = None
    """as of the last round; read from its file before the first"""
    covered_at: datetime | None = None
    """when days that are over were last looked at"""


def turn(watch: Watch) -> Round:
    """One round at the clock's moment. CannotFinish: disk, or a ledger that stays locked; what was kept before stands."""
    with emitting.timed("watch.round") as more:
        done = _turned(watch)
        more.update({name: getattr(done, name) for name in TOLD}, failed=len(done.failed), said=len(done.said), rung=len(done.rung))
    for one in done.failed:
        emitting.tell("source.failing", source=one.source, reason=one.reason, in_a_row=one.in_a_row)
    return done


TOLD = ("asked", "new", "unchanged", "refused", "measured", "delivered", "undelivered", "offline")
"""of a round, in its event"""


def _turned(watch: Watch) -> Round:
    now = watch.clock()
    rhythm = {one.poll.url: schedule.interval(one.poll, watch.seed) for one in watch.followed}
    before = states.load(watch.place.folder) if watch.state is None else watch.state
    state, back = states.settled(before, now, rhythm)
    if back:
        states.save(watch.place.folder, state)
    running = _Turn(watch, now, state)
    due = [one for one in watch.followed if (at := running.of(one).next_at) is None or at <= now]
    for answer in answers.ask(
        due, dict(state.polls), watch.fetcher, now, workers=watch.workers, stopping=watch.stopping, limits=watch.limits
    ):
        running.take(answer)
    if due:
        running.finish()
        if watch.covered_at is None or not timedelta(0) <= now - watch.covered_at < COVERED_EVERY:
            running.cover()
            watch.covered_at = now
    stamped = stamps.Tried(running.state)
    if due and not watch.stopping():
        stamped = stamps.now_and_then(watch.place, watch.fetcher, running.state, now)
        if stamped.state is not running.state:
            running.state = stamped.state
            states.save(watch.place.folder, running.state)
    moved = running.judged() if (running.said or running.measured or running.stale()) and watch.judge and not watch.stopping() else ()
    rang = running.rang() if watch.alert and not watch.stopping() else ringing.Rang()
    watch.state = running.state
    wakes = [running.of(one).next_at or now for one in watch.followed] + ([rang.next_at] if rang.next_at is not None else [])
    return Round(
        at=now,
        addresses=len(watch.followed),
        asked=running.asked,
        new=running.new,
        unchanged=running.unchanged,
        refused=running.refused,
        unlisted=running.unlisted,
        measured=running.measured,
        failed=tuple(running.failure(answer) for answer in running.failures),
        offline=running.state.offline > 0 and running.asked > 0,
        online_again=state.offline > 0 and running.state.offline == 0,
        clock_went_back_s=back.total_seconds(),
        said=tuple(running.said),
        moved=moved,
        rung=rang.rung,
        delivered=rang.delivered,
        undelivered=rang.undelivered,
        stamped=stamped.told,
        stamp_failed=stamped.failed,
        stopped=running.asked < len(due),
        next_at=min(wakes),
    )


@dataclass
class _Turn:
    """One round while it runs."""

    watch: Watch
    now: datetime
    state: State
    asked: int = 0
    unchanged: int = 0
    new: int = 0
    refused: int = 0
    unlisted: int = 0
    measured: int = 0
    """observations of instruments, new"""
    waiting: list[Answer] = field(default_factory=list)
    """answers that are not in the ledger yet"""
    items: int = 0
    size: int = 0
    """bytes of the items that wait"""
    failures: list[Answer] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    judgement: Judged | None = None

    def of(self, one: Followed) -> PollState:
        """The state of an address."""
        return self.state.polls.get(one.poll.url, PollState())

    def take(self, answer: Answer) -> None:
        """Note an answer; what it holds is kept together with others'."""
        self.asked += 1
        self.watch.beat()
        if answer.measured is not None:
            answer = self.sensed(answer, answer.measured)
        if answer.failed:
            self.failures.append(answer)
            if self.of(answer.followed).reason == answer.reason:
                return  # the bytes of what cannot be read are kept once, not at every asking
        else:
            self.unchanged += not answer.items and answer.measured is None
        self.waiting.append(answer)
        self.items += len(answer.items)
        self.size += sum(len(item.blob) for item in answer.items)
        if self.items >= TOGETHER or self.size >= TOGETHER_BYTES:
            self.keep()

    def sensed(self, answer: Answer, some: Measured) -> Answer:
        """Keep what an instrument's feed told; the answer, failed where it makes no sense."""
        watch = self.watch
        found = measuring.told(some, store.declared(watch.place.folder).problem, self.now, watch.limits)
        taken = _patiently(watch, lambda: sensing.keep(watch.place, [found], self.now))
        self.measured += taken.observations
        self.refused += len(taken.refusals)
        why = found.told.broken
        return answer if why is None else answer._replace(reason="broken", what=why)

    def keep(self) -> None:
        """Put what waits into the ledger, then note that it came."""
        some, self.waiting, self.items, self.size = self.waiting, [], 0, 0
        if items := [item for one in some for item in one.items]:
            taken = _patiently(self.watch, lambda: store.keep(self.watch.place, items, self.now, asked=self.watch.asked, heard=self.heard))
            self.new += taken.new
            self.refused += len(taken.refusals)
        if missed := {one.followed.poll.url: one.left.missed for one in some if one.left.missed}:
            _patiently(self.watch, lambda: versions.unlist(self.watch.place, missed, answers.mark_of, self.now))
            self.unlisted += sum(map(len, missed.values()))
        self.note([one for one in some if not one.failed])
        states.save(self.watch.place.folder, self.state)

    def heard(self, readings: Sequence[Reading]) -> None:
        """Note what new reports say of the problem."""
        for reading in readings:
            self.said += [
                Said(
                    statement=one.id,
                    report=one.report,
                    site=reading.site,
                    speaker=one.speaker.text,
                    act=one.act,
                    polarity=one.polarity,
                    indicators=one.indicators,
                    text=one.text,
                )
                for one in reading.statements
                if one.indicators
            ]

    def note(self, some: Sequence[Answer]) -> None:
        """Bring the state of these addresses to after their answers."""
        polls = {one.followed.poll.url: answers.after(one, self.of(one.followed), self.watch.seed) for one in some}
        self.state = msgspec.structs.replace(self.state, polls={**self.state.polls, **polls})

    def finish(self) -> None:
        """Keep the rest, and tell sources that fail from a network of our own that does."""
        hosts = {answer.followed.host for answer in self.failures}
        if len(self.failures) == self.asked and len(hosts) > 1 and all(answer.reason in answers.OUT_OF_REACH for answer in self.failures):
            rounds = self.state.offline + 1
            again = schedule.offline_until(rounds, self.now)
            polls = {one.followed.poll.url: msgspec.structs.replace(self.of(one.followed), next_at=again) for one in self.failures}
            self.state = msgspec.structs.replace(self.state, polls={**self.state.polls, **polls}, offline=rounds)
        else:
            self.note(self.failures)
            self.state = msgspec.structs.replace(self.state, offline=0 if self.asked else self.state.offline)
        self.keep()

    def cover(self) -> None:
        """Tell the ledger which sources were watched on the days that are over."""
        told, records = looking.settle(self.watch.followed, self.state, store.declared(self.watch.place.folder).problem, self.now)
        if told != self.state.told:
            if records:
                _patiently(self.watch, lambda: store.add(self.watch.place.folder, records))
            self.state = msgspec.structs.replace(self.state, told={**self.state.told, **told})
            states.save(self.watch.place.folder, self.state)

    def failure(self, answer: Answer) -> Failure:
        """An answer that failed, as the log tells it."""
        source, poll = answer.followed
        failures = self.of(answer.followed).failures
        return Failure(source=source.id, url=poll.url, reason=answer.reason, what=answer.what, in_a_row=failures)

    def judged(self) -> tuple[Moved, ...]:
        """Every hypothesis on what the ledger holds now, beside what it was when the watch last judged."""
        given = store.load(self.watch.place.folder, self.now)
        case = pipeline.build(given)
        assessment = pipeline.assess(case, draws=self.watch.draws, seed=self.watch.seed)
        self.judgement = Judged(given, case, assessment)
        means = {one.id: one.probability[HORIZON].mean for one in assessment.hypotheses}
        before, self.state = self.state.judged, msgspec.structs.replace(self.state, judged=means, judged_at=self.now)
        states.save(self.watch.place.folder, self.state)
        return tuple(Moved(hypothesis=name, before=before.get(name), now=mean) for name, mean in means.items())

    def stale(self) -> bool:
        """Whether triggers want a judgement though nothing was said: time passes, and with it what silence means and what is due."""
        at = self.state.judged_at
        return self.watch.alert and (at is None or not timedelta(0) <= self.now - at < JUDGED_EVERY)

    def rang(self) -> ringing.Rang:
        """The triggers looked at on this round's judgement, and what is due sent."""

        def keep(records: Sequence[Kept]) -> None:
            _patiently(self.watch, lambda: store.add(self.watch.place.folder, records))

        watch = self.watch
        return ringing.ring(watch.place, self.now, self.judgement, clock=watch.clock, keep=keep, stopping=watch.stopping, carry=watch.carry)


def _patiently(watch: Watch, work: Callable[[], T]) -> T:
    """What `work` gives; while another command writes to the ledger it is tried again."""
    waited = 0.0
    while True:
        try:
            return work()
        except Busy:
            if waited >= BUSY_MOST_S or watch.stopping():
                raise
            watch.beat()
            emitting.tell("ledger.busy", waited_s=waited)
            watch.sleep(BUSY_PAUSE_S)
            waited += BUSY_PAUSE_S
