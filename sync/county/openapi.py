"""The API's description (OpenAPI 3.1), made from the list of operations; served, and kept in docs/openapi.json."""

import json
from collections import defaultdict
from functools import cache
from typing import Any, Final

from app.version import VERSION
from sync.county.operations import OPERATIONS, Answer, Content, Operation, Parameter
from sync.county.problem import TOO_MANY, UNPROCESSABLE, statuses
from sync.county.shapes import SHAPES, ref
from sync.protocol import PROBLEM_JSON

_ALWAYS: Final = ("internal", "busy")
_UNSIGNED: Final = "unsigned"  # 422 `signature`, as checkpoints have it
_WITHOUT_BODY: Final = frozenset({"HEAD"})
_ABOUT: Final = "What windows and the county say to each other. docs/protocol.md tells what it means; this, what fits."


@cache
def document() -> dict[str, Any]:
    """Give the whole description."""
    paths: dict[str, dict[str, Any]] = defaultdict(dict)
    for operation in OPERATIONS:
        paths[operation.path][operation.method.lower()] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": "yimen-county", "version": VERSION, "description": _ABOUT, "license": {"name": "Apache-2.0"}},
        "servers": [{"url": "/"}],
        "paths": dict(paths),
        "components": {
            "schemas": SHAPES,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(operation: Operation) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.says,
        "security": [{"token": []}] if operation.needs_token else [],
        "responses": _responses(operation),
    }
    if operation.parameters:
        told["parameters"] = [_parameter(one) for one in operation.parameters]
    if operation.takes is not None:
        told["requestBody"] = {"required": True, "content": _content(operation.takes)}
    return told


def _parameter(one: Parameter) -> dict[str, Any]:
    return {"in": one.where, "name": one.name, "required": one.required, "schema": one.shape}


def _content(content: Content) -> dict[str, Any]:
    told: dict[str, Any] = {"schema": content.shape}
    if content.line:
        told["x-line"] = ref(content.line)
    if content.first:
        told["x-first-line"] = ref(content.first)
    return {content.media_type: told}


def _responses(operation: Operation) -> dict[str, Any]:
    has_body = operation.method not in _WITHOUT_BODY
    told = {str(status): _answer(answer) for status, answer in operation.answers.items()}
    for status, codes in _problems(operation).items():
        says = " or ".join(f"`{code}`" for code in codes)
        problem: dict[str, Any] = {"description": says}
        if status in {TOO_MANY, statuses()["busy"]}:
            problem["headers"] = {"Retry-After": {"schema": {"type": "integer", "minimum": 1}}}
        if has_body:
            problem["content"] = {PROBLEM_JSON: {"schema": ref("Problem")}}
        known = told.setdefault(str(status), problem)
        if known is not problem:  # a good form of this status has a body of its own
            known["content"] = known["content"] | problem.get("content", {})
    return dict(sorted(told.items()))


def _problems(operation: Operation) -> dict[int, list[str]]:
    codes = [*operation.problems, *_ALWAYS, *(["token"] if operation.needs_token else [])]
    found: dict[int, list[str]] = defaultdict(list)
    for code in dict.fromkeys(codes):
        if code == _UNSIGNED:
            found[UNPROCESSABLE].append("signature")
        else:
            found[statuses()[code]].append(code)
    found[TOO_MANY].append("busy")
    return dict(sorted(found.items()))


def _answer(answer: Answer) -> dict[str, Any]:
    told: dict[str, Any] = {"description": answer.says}
    if answer.headers:
        told["headers"] = {name: {"required": True, "schema": {"type": "string"}} for name in answer.headers}
    if answer.content is not None:
        told["content"] = _content(answer.content)
    return told


if __name__ == "__main__":
    print(json.dumps(document(), indent=1))  # noqa: T201 - the file in docs is made by this
