"""The OpenAPI description of the desk's JSON, made from the same declarations as its routes."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from pydantic import BaseModel

from tocsin import __version__
from tocsin.desk.declared import Action, Download, Page

REFERENCE = "#/components/schemas/{name}"


def openapi(pages: Sequence[Page], actions: Sequence[Action], prefix: str, downloads: Sequence[Download] = ()) -> dict[str, Any]:
    """OpenAPI 3.1: one GET for each page and each file, one POST for each action."""
    refs, schemas = msgspec.json.schema_components([page.view for page in pages], ref_template=REFERENCE)
    paths: dict[str, Any] = {}
    for page, ref in zip(pages, refs, strict=True):
        named = [part[1:-1] for part in page.path.split("/") if part.startswith("{")]
        parameters = list(_parameters(page.query, named, schemas))
        paths[f"{prefix}/{page.name}{''.join(f'/{{{one}}}' for one in named)}"] = {
            "get": {
                "operationId": page.name,
                "summary": page.title.en,
                "parameters": [*parameters, *SHARED],
                "responses": {"200": _answer("as shown on the page", ref), "304": {"description": "not changed"}, **WRONG},
                "x-role": page.role.value,
            }
        }
    for file in downloads:
        named = [part[1:-1] for part in file.path.split("/") if part.startswith("{")]
        content = {kind: {"schema": {} if kind.endswith("json") else {"type": "string", "format": "binary"}} for kind in file.media}
        paths[f"{prefix}/{file.name}{''.join(f'/{{{one}}}' for one in named)}"] = {
            "get": {
                "operationId": file.name,
                "summary": file.title.en,
                "parameters": [*_parameters(file.query, named, schemas), *SHARED],
                "responses": {"200": {"description": "the file", "content": content}, **WRONG},
                "x-role": file.role.value,
            }
        }
    for action in actions:
        schema = action.form.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(schema.pop("$defs", {}))
        paths[f"{prefix}/do/{action.name}"] = {
            "post": {
                "operationId": f"do-{action.name}",
                "summary": action.title.en,
                "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
                "responses": {"201": _answer("done, with what was appended", {"type": "object"}), **WRONG},
                "x-role": action.role.value,
            }
        }
    paths[f"{prefix}/events"] = {
        "get": {
            "operationId": "events",
            "summary": "What is written, as it is written: server-sent events with kinds and ids, resumable by Last-Event-ID",
            "parameters": [{"name": "after", "in": "query", "required": False, "schema": {"type": "integer", "minimum": 0}}],
            "responses": {"200": {"description": "a stream of events", "content": {"text/event-stream": {}}}, **WRONG},
            "x-role": "reader",
        }
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Tocsin desk", "version": __version__},
        "paths": paths,
        "components": {"schemas": schemas | {"Wrong": ERROR}, "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
        "security": [{"token": []}],
    }


ERROR = {
    "type": "object",
    "properties": {"error": {"type": "object", "properties": {name: {"type": "string"} for name in ("what", "where", "todo")}}},
}


def _answer(said: str, schema: Any) -> dict[str, Any]:
    return {"description": said, "content": {"application/json": {"schema": schema}}}


WRONG = {
    code: _answer(said, {"$ref": "#/components/schemas/Wrong"})
    for code, said in (
        ("400", "what was sent cannot be read"),
        ("401", "nobody is signed in"),
        ("403", "the role does not suffice"),
        ("404", "nothing is held under this address"),
        ("409", "what it was decided from has changed meanwhile"),
        ("413", "what was sent is too large"),
        ("422", "what was asked is wrong: every mistake"),
        ("429", "too much was asked"),
        ("503", "being judged, or another process writes: see Retry-After"),
    )
}
SHARED = [
    {
        "name": "as_of",
        "in": "query",
        "required": False,
        "schema": {"type": "string"},
        "description": "freezes a moment: a date or ISO 8601 time",
    },
    {"name": "lang", "in": "query", "required": False, "schema": {"enum": ["en", "fr"]}},
]


def _parameters(query: type[BaseModel], named: Sequence[str], schemas: dict[str, Any]) -> Iterator[dict[str, Any]]:
    schema = query.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(schema.get("$defs", {}))
    for name, one in schema.get("properties", {}).items():
        inside = name in named
        yield {
            "name": name,
            "in": "path" if inside else "query",
            "required": inside or name in schema.get("required", ()),
            "schema": one,
        }
