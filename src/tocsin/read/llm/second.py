"""The optional reader at work: reports go out a few at a time, readings come back in order, none is lost."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import msgspec

from tocsin.model import TLP_ORDER, Reading, Report, SecondReading
from tocsin.model.endpoint import Endpoint
from tocsin.read.llm import form, prompt
from tocsin.read.llm.addressed import FLAG, addresses_a_model
from tocsin.read.llm.answers import Answers
from tocsin.read.llm.budget import Bill, Budget, used_by
from tocsin.read.llm.merge import merge
from tocsin.read.llm.verify import Verifier
from tocsin.read.llm.wire import Failed, Said, Wire
from tocsin.read.reader import Reader

GIVE_UP = 3
"""reports in a row that got no answer, after which nobody is asked any more in this run"""
NO_ANSWER = frozenset(["model-unreachable", "model-timeout", "model-busy", "model-error", "model-denied"])


class Job(NamedTuple):
    """One report on its way. `flag` says why it is not asked about; `said` is there where the answer is known already."""

    report: Report
    reading: Reading
    body: dict[str, Any]
    flag: str | None
    said: Said | None


class SecondReader:
    """Reads beside the rules through one endpoint. Use it in a `with`, so that its connections are closed."""

    def __init__(self, endpoint: Endpoint, reader: Reader, *, key: str | None = None, answers: Path | None = None) -> None:
        self._endpoint, self._reader = endpoint, reader
        self._schema = form.schema(reader.problem)
        self._wire = Wire(endpoint, key)
        self._answers, self._budget = Answers(answers), Budget(endpoint)
        self._silent = 0
        self._outcomes: Counter[str] = Counter()
        self._dropped: Counter[str] = Counter()
        self._added = self._agreed = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._wire.close()

    @property
    def bill(self) -> Bill:
        """What it came to so far."""
        return Bill(
            model=self._endpoint.name,
            spent=self._budget.spent(),
            outcomes=dict(sorted(self._outcomes.items())),
            agreed=self._agreed,
            added=self._added,
            dropped=dict(sorted(self._dropped.items())),
        )

    def read(self, pairs: Iterable[tuple[Report, Reading]]) -> Iterator[Reading]:
        """Each reading with the model's part merged in, in order. What goes wrong is a flag of the reading, never an exception."""
        waiting = iter(pairs)
        with ThreadPoolExecutor(max_workers=self._endpoint.concurrency) as pool:
            # Whole rounds, money set aside in the order of the reports: which of them a cap leaves out does not depend on who is quick.
            while some := list(islice(waiting, self._endpoint.concurrency)):
                jobs = [self._job(report, reading) for report, reading in some]
                results = list(pool.map(self._result, jobs))
                yield from [self._settled(job, result) for job, result in zip(jobs, results, strict=True)]

    def _job(self, report: Report, reading: Reading) -> Job:
        flag = self._kept_back(report, reading)
        if flag is not None:
            return Job(report, reading, {}, flag, None)
        asked = prompt.messages(report, reading, self._reader.problem, self._endpoint)
        body = prompt.request(asked, self._schema, self._endpoint)
        known = self._answers.get(report.id, body)
        if known is None:
            if self._silent >= GIVE_UP:
                flag = "model-given-up"
            elif not self._budget.hold(body):
                flag = "model-cost-cap"
        return Job(report, reading, body, flag, known)

    def _kept_back(self, report: Report, reading: Reading) -> str | None:
        """Why a report is not to be sent, whatever it costs."""
        if TLP_ORDER.index(report.tlp) > TLP_ORDER.index(self._endpoint.most_tlp):
            return "model-not-shown"
        if self._endpoint.send == "relevant" and ("irrelevant" in reading.flags or "language-not-read" in reading.flags):
            return "not-asked"
        return "not-asked" if not report.text.strip() else None

    def _result(self, job: Job) -> Said | Failed:
        if job.flag is not None:
            return Failed(job.flag)
        return job.said if job.said is not None else self._wire.ask(job.body)

    def _settled(self, job: Job, result: Said | Failed) -> Reading:
        """Count, keep and merge one result."""
        if job.flag is None and job.said is None:
            answered = result if isinstance(result, Said) else None
            self._budget.settle(job.body, answered)
            if answered is not None:
                self._answers.put(job.report.id, job.body, answered)
            self._silent = GIVE_UP if result == Failed("model-denied") else self._silent + 1 if _no_answer(result) else 0
        elif job.said is not None:
            self._budget.free()
        reading = self._merged(job, result)
        self._outcomes[reading.second.outcome if reading.second is not None else "not-asked"] += 1
        return reading

    def _merged(self, job: Job, result: Said | Failed) -> Reading:
        report, reading = job.report, job.reading
        if isinstance(result, Failed):
            return reading if result.flag == "not-asked" else self._flagged(reading, result.flag)
        tokens = used_by(job.body, result)
        if result.refused or result.truncated:
            return self._flagged(reading, "model-refused" if result.refused else "model-truncated", tokens)
        answer = form.answer(result.content)
        if answer is None:
            return self._flagged(reading, "model-invalid", tokens)
        verifier = Verifier(report, reading, self._reader, self._endpoint.max_chars)
        verified = verifier.verify(answer.claims)
        verified.dropped.update({reason: n for reason, n in (("not-in-form", answer.misshapen), ("too-many", answer.beyond)) if n})
        suspect = addresses_a_model("\n".join((report.title or "", report.site or "", verifier.places.text)))
        merged = merge(reading.statements, verified, suspect=suspect)
        self._dropped.update(merged.dropped)
        self._added, self._agreed = self._added + merged.added, self._agreed + merged.agreed
        flags = [flag for flag in reading.flags if flag != "irrelevant" or not merged.added]
        if suspect:
            flags.append(FLAG)
        if len(report.text) > self._endpoint.max_chars:
            flags.append("model-cut")
        if merged.dropped:
            flags.append("model-unverified")
        return msgspec.structs.replace(
            reading,
            statements=merged.statements,
            flags=tuple(dict.fromkeys(flags)),
            second=SecondReading(
                model=self._endpoint.name,
                outcome="read",
                returned=len(answer.claims) + answer.misshapen + answer.beyond,
                agreed=merged.agreed,
                added=merged.added,
                dropped=dict(sorted(merged.dropped.items())),
                tokens_in=tokens[0],
                tokens_out=tokens[1],
            ),
        )

    def _flagged(self, reading: Reading, flag: str, tokens: Sequence[int] = (0, 0)) -> Reading:
        """The rules' reading, with why no other stands beside it."""
        second = SecondReading(model=self._endpoint.name, outcome=flag, tokens_in=tokens[0], tokens_out=tokens[1])
        return msgspec.structs.replace(reading, flags=tuple(dict.fromkeys([*reading.flags, flag])), second=second)


def _no_answer(result: Said | Failed) -> bool:
    return isinstance(result, Failed) and result.flag in NO_ANSWER
