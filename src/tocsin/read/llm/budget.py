"""What asking has cost in this run, and whether one more question may be asked."""

from typing import Any

import msgspec

from tocsin.model import Record
from tocsin.model.endpoint import Endpoint
from tocsin.read.llm.wire import Said

CHARACTERS_A_TOKEN = 2.0
"""few, so that what is set aside is not less than what is charged, in Cyrillic too"""
MILLION = 1_000_000


class Spent(Record, frozen=True, kw_only=True):
    """The bill of a run."""

    asked: int
    """questions that were answered over the network"""
    cached: int
    """answered from earlier runs, free"""
    tokens_in: int
    tokens_out: int
    cost: float
    currency: str


class Bill(Record, frozen=True, kw_only=True):
    """What a run of the optional reader came to: the bill, and what became of the reports and of the model's statements."""

    model: str
    spent: Spent
    outcomes: dict[str, int]
    """`read`, `not-asked`, or the flag of the reading -> reports"""
    agreed: int
    """statements that the rules had too"""
    added: int
    dropped: dict[str, int]
    """reason -> statements that do not count"""


class Budget:
    """Keeps the running total. A question is only asked if its dearest answer stays within the caps."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._asked = self._cached = self._in = self._out = 0
        self._held_in = self._held_out = 0

    def hold(self, body: dict[str, Any]) -> bool:
        """Set aside what this question may cost; False, and nothing set aside, where that would exceed a cap."""
        tokens_in, tokens_out = _guess(body), self._endpoint.max_answer_tokens
        total_in, total_out = self._in + self._held_in + tokens_in, self._out + self._held_out + tokens_out
        most, dearest = self._endpoint.max_tokens, self._endpoint.max_cost
        if (most is not None and total_in + total_out > most) or (dearest is not None and self._price(total_in, total_out) > dearest):
            return False
        self._held_in, self._held_out = self._held_in + tokens_in, self._held_out + tokens_out
        return True

    def settle(self, body: dict[str, Any], answer: Said | None) -> None:
        """Put the true count in place of what was set aside. None: no answer came, which is taken as not charged."""
        tokens_in, tokens_out = _guess(body), self._endpoint.max_answer_tokens
        self._held_in, self._held_out = self._held_in - tokens_in, self._held_out - tokens_out
        if answer is not None:
            used = used_by(body, answer)
            self._asked, self._in, self._out = self._asked + 1, self._in + used[0], self._out + used[1]

    def free(self) -> None:
        """An answer of an earlier run was used."""
        self._cached += 1

    def spent(self) -> Spent:
        """The bill so far."""
        return Spent(
            asked=self._asked,
            cached=self._cached,
            tokens_in=self._in,
            tokens_out=self._out,
            cost=self._price(self._in, self._out),
            currency=self._endpoint.currency,
        )

    def _price(self, tokens_in: int, tokens_out: int) -> float:
        return (tokens_in * self._endpoint.price_in + tokens_out * self._endpoint.price_out) / MILLION


def used_by(body: dict[str, Any], answer: Said) -> tuple[int, int]:
    """Tokens in and out of one answer: the endpoint's count, else a guess on the high side."""
    tokens_in = answer.tokens_in if answer.tokens_in is not None else _guess(body)
    tokens_out = answer.tokens_out if answer.tokens_out is not None else int(len(answer.content) / CHARACTERS_A_TOKEN) + 1
    return tokens_in, tokens_out


def _guess(body: dict[str, Any]) -> int:
    return int(len(msgspec.json.encode(body).decode()) / CHARACTERS_A_TOKEN) + 1
