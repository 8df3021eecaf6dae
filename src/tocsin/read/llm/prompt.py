"""What a model is asked: instructions, and the report as data between lines that nobody who wrote it could foresee."""

from typing import Any

import msgspec

from tocsin.library import second_reader
from tocsin.model import Reading, Report, digest
from tocsin.model.declared import Problem
from tocsin.model.endpoint import Endpoint

Message = dict[str, str]
MARK_LENGTH = 32
"""hexadecimal digits of the delimiter: 128 bits"""


def messages(report: Report, reading: Reading, problem: Problem, endpoint: Endpoint) -> list[Message]:
    """The system message and the user's, the same for the same report, problem and endpoint."""
    words = second_reader.load()
    text = report.text[: endpoint.max_chars]
    # A digest of the very text that it encloses: unguessable for whoever writes the text (to hold its own digest it would have to be
    # a fixed point of SHA-256), and the same at every replay.
    mark = f"=== {digest(report.id, report.title, report.site, text)[:MARK_LENGTH]} ==="
    head = {"title": report.title, "outlet": report.site, "published": report.published_at, "language": reading.language}
    question = words.fill(words.question, mark=mark, text=f"{msgspec.json.encode(head).decode()}\n\n{text}", head="One report:")
    if endpoint.show_rules and reading.statements:
        found = [
            {"content": report.text[slice(*one.content_span)], "speaker": one.speaker.text, "act": one.act} for one in reading.statements
        ]
        # These words come from the report as well, so they stand between the lines too.
        question += f"\n{words.fill(words.rules, found='')}{mark}\n{msgspec.json.encode(found).decode()}\n{mark}\n"
    instructions = words.fill(
        words.instructions,
        mark="=== 32 hexadecimal digits ===",
        indicators="\n".join(f"- {item.id}: {_english(item.what)}" for item in problem.indicators),
        hypotheses="\n".join(f"- {item.id}: {_english(item.definition)}" for item in problem.hypotheses),
    )
    return [{"role": "system", "content": instructions}, {"role": "user", "content": question}]


def request(asked: list[Message], schema: dict[str, Any], endpoint: Endpoint) -> dict[str, Any]:
    """The body of the request: no tools, temperature 0, a seed, and the form as far as the endpoint can be held to it."""
    body: dict[str, Any] = {
        "model": endpoint.name,
        "messages": asked,
        "temperature": 0,
        "seed": endpoint.seed,
        "max_tokens": endpoint.max_answer_tokens,
        "stream": False,
    }
    if endpoint.form == "schema":
        body["response_format"] = {"type": "json_schema", "json_schema": {"name": "reading", "strict": True, "schema": schema}}
    elif endpoint.form == "object":
        body["response_format"] = {"type": "json_object"}
    if endpoint.form != "schema":
        body["messages"] = [
            {**asked[0], "content": f"{asked[0]['content']}\nJSON schema:\n{msgspec.json.encode(schema).decode()}"},
            *asked[1:],
        ]
    return body


def _english(labels: dict[str, str]) -> str:
    return " ".join((labels.get("en") or next(iter(labels.values()), "")).split())
