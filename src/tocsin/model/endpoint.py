"""The optional reader as declared: where a language model answers, and what it may cost."""

from typing import Literal

from tocsin.model.base import Record, Tlp


class Endpoint(Record, frozen=True, kw_only=True):
    """An OpenAI-compatible endpoint with its limits. The key is never part of it, only the variable that holds one."""

    url: str
    """base URL, e.g. `http://localhost:8000/v1`"""
    name: str
    """of the model, as the endpoint calls it"""
    key_env: str = "TOCSIN_MODEL_KEY"
    """environment variable with the key; unset where the endpoint asks for none"""
    form: Literal["schema", "object", "text"] = "schema"
    """what the endpoint can be held to: our JSON schema, any JSON object, or nothing"""
    send: Literal["relevant", "all"] = "relevant"
    """only reports that the rules hold relevant, or every report"""
    most_tlp: Tlp = "clear"
    """reports marked higher never leave"""
    show_rules: bool = False
    """show the rules' reading to the model: it disagrees less, and finds less of its own"""
    timeout_s: float = 60.0
    """for one whole answer"""
    retries: int = 3
    """after a first try that met 429, 5xx, a timeout or a cut connection"""
    backoff_s: float = 1.0
    """before the first retry; doubled each time"""
    longest_wait_s: float = 30.0
    """a `Retry-After` beyond it is taken as no"""
    concurrency: int = 4
    max_chars: int = 24_000
    """characters of one report that are sent; what lies beyond is not, and the reading is flagged `model-cut`"""
    max_answer_tokens: int = 4_000
    max_answer_bytes: int = 2_000_000
    seed: int = 0
    price_in: float = 0.0
    """per million tokens"""
    price_out: float = 0.0
    currency: str = "EUR"
    max_cost: float | None = None
    """in `currency`, for one run: no report is sent whose dearest answer would exceed it"""
    max_tokens: int | None = None
    """in and out together, for one run"""
