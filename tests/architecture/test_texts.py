"""Texts against source: what is used is there, what is there is used, and no Chinese stands in the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import HAN, PRODUCT, ROOT, called, flat, nodes, sources, strings, toml

TEXTS = "resources/texts/zh_CN"
AREAS = sorted(path.stem for path in (ROOT / TEXTS).glob("*.toml"))
ERRORS = {"Refused": "refused", "Unavailable": "unavailable"}
# Files whose Chinese is looked for in what came from outside and never shown.
READ_NOT_SHOWN = {
    "app/capture/disability.py": "words printed on a disability certificate",
    "app/capture/hukou.py": "words printed in a household register",
    "app/capture/id_reader.py": "labels that the programs of card readers write",
    "app/capture/idcard.py": "words printed on an ID card",
    "app/capture/papers.py": "words printed on other papers",
    "app/capture/second.py": "single characters and labels printed on an ID card",
    "app/capture/whole.py": "how an address or an issuer on a card begins and ends",
    "app/domain/hukou_relation.py": "words printed in a booklet",
    "app/domain/steps/shown.py": "how the number of a house begins in a place that somebody typed",
    "app/domain/money.py": "signs that people type into an amount",
    "ui/intake/contact.py": "the parts of an address as the card writes it",
}
TEMPLATES = sorted((ROOT / "resources/console/templates").glob("*.html"))
SAID = re.compile(r'\bt\("([\w.]+)"([^)]?)')  # a text that a template asks for, or how its name begins
CODE = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in nodes(path) if isinstance(node, ast.Call))


def codes(kind: str) -> set[str]:
    """Give the codes with which the source raises errors of a kind, `Refused` or `Unavailable`."""
    return {
        str(literal.value)
        for path in sources(*PRODUCT)
        for call in calls(path)
        if called(call) == kind and call.args
        for literal in ast.walk(call.args[0])
        if isinstance(literal, ast.Constant) and CODE.fullmatch(str(literal.value))
    }


def indirect_codes() -> set[str]:
    """Give every string of the source that has the form of a code: tables of codes name them so."""
    return {str(node.value) for path in sources(*PRODUCT) for node in strings(path) if CODE.fullmatch(str(node.value))}


def sentences(kind: str) -> set[str]:
    return set(flat(toml(f"{TEXTS}/errors.toml")[kind]))


@pytest.mark.parametrize("kind", ERRORS)
def test_every_code_has_its_sentence(kind: str) -> None:
    assert codes(kind) - sentences(ERRORS[kind]) == set()


@pytest.mark.parametrize("kind", ERRORS)
def test_every_sentence_has_its_code(kind: str) -> None:
    assert sentences(ERRORS[kind]) - codes(kind) - indirect_codes() == set()


def test_a_sentence_about_an_error_says_what_to_do_next() -> None:
    advice = re.compile("请|可以|重新|自动|自己|照常|按|暂时|先|等|至少")
    told = toml(f"{TEXTS}/errors.toml")
    silent = [
        name for kind in ERRORS.values() for name, told_text in leaves(told[kind]) if not advice.search(told_text)
    ]
    assert silent == []


def leaves(nested: dict[str, object], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in nested.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", str(value)


def asked() -> dict[str, set[str]]:
    """Give for each area the names that the source asks for by `text("area", "name")`."""
    found: dict[str, set[str]] = {area: set() for area in AREAS}
    for path in sources(*PRODUCT):
        for call in calls(path):
            area, name = (*(literal(argument) for argument in call.args[:2]), None, None)[:2]
            if called(call) == "text" and area is not None and name is not None:
                found.setdefault(area, set()).add(name)
    return found


def literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def test_every_text_that_is_asked_for_is_there() -> None:
    missing = {area: names - set(flat(toml(f"{TEXTS}/{area}.toml"))) for area, names in asked().items() if names}
    assert {area: names for area, names in missing.items() if names} == {}


def test_every_text_that_a_page_asks_for_is_there() -> None:
    there = set(flat(toml(f"{TEXTS}/console.toml")))
    asked_for = [(one.name, *found) for one in TEMPLATES for found in SAID.findall(one.read_text("utf-8"))]
    assert len(asked_for) > 100
    missing = [
        (page, name)
        for page, name, behind in asked_for
        if not (any(one.startswith(name) for one in there) if behind == " " else name in there)
    ]
    assert missing == []


def test_chinese_stands_in_texts_and_not_in_the_pages() -> None:
    pages = [*TEMPLATES, *(ROOT / "resources/console/static").glob("console.*")]
    assert [page.name for page in pages if HAN.search(page.read_text("utf-8"))] == []


def names_and_shapes() -> tuple[set[str], re.Pattern[str]]:
    """Give all strings of the source that may be the name of a text, and the shapes of f-strings with their holes."""
    names, shapes = set[str](), set[str]()
    for path in sources(*PRODUCT):
        for node in nodes(path):
            if isinstance(node, ast.JoinedStr):
                shapes.add("".join(shape(part) for part in node.values))
        names.update(str(node.value) for node in strings(path))
    for template in TEMPLATES:
        for name, behind in SAID.findall(template.read_text("utf-8")):
            names.add(name)
            if behind == " ":  # the rest of the name follows: t("step." ~ code)
                shapes.add(re.escape(name) + HOLE)
    return names, re.compile("|".join(sorted(shape for shape in shapes if shape != HOLE * shape.count("["))))


HOLE = r"[\w.]+"


def shape(part: ast.expr) -> str:
    constant = literal(part)
    return HOLE if constant is None else re.escape(constant)


def test_every_text_that_is_there_is_used() -> None:
    names, shapes = names_and_shapes()
    unused = [
        f"{area}: {name}"
        for area in AREAS
        if area != "errors"
        for name in flat(toml(f"{TEXTS}/{area}.toml"))
        if not any(ending in names or shapes.fullmatch(ending) for ending in endings(name))
    ]
    assert unused == []


def endings(name: str) -> list[str]:
    """Give a dotted name and its ends: a table of texts is often fetched whole and read by its last part."""
    parts = name.split(".")
    return [".".join(parts[start:]) for start in range(len(parts))]


def test_chinese_stands_in_texts_and_not_in_the_source() -> None:
    spoken = [
        f"{path}:{node.lineno} {node.value!r}"
        for path in (*sources(*PRODUCT), Path("run.py"))
        if path.as_posix() not in READ_NOT_SHOWN
        for node in strings(path)
        if HAN.search(str(node.value))
    ]
    assert spoken == []
