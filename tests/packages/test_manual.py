"""The manuals for IT: every command in them is one that the program knows, with words that it takes."""

import argparse
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import machine
from sync.county import cli as county
from ui import cli as window

ROOT = Path(__file__).parents[2]
MANUALS = ("it.md", "updates.md")
# What stands for something else in a line of the manual.
_STANDS = {"…": "x", "FILE": "x"}


def commands(name: str) -> Iterator[str]:
    """Give the commands of both programs in a manual: in blocks and in the midst of sentences."""
    text = (ROOT / "docs" / "manual" / name).read_text("utf-8")
    blocks = re.findall(r"```\n(.*?)```", text, re.DOTALL)
    lines = [line.partition("  #")[0].strip() for block in blocks for line in block.splitlines()]
    lines += re.findall(r"`((?:yimen|yimen-county) [^`]+)`", text)
    yield from (line for line in lines if re.match(r"(yimen|yimen-county) [a-z-]", line) and "…" not in line)


def parser_of(program: str) -> argparse.ArgumentParser:
    return county._parser() if program == "yimen-county" else window._parser()  # noqa: SLF001 - what it takes, not what it does


EVERY = sorted({line for name in MANUALS for line in commands(name)})


def test_the_manuals_have_commands() -> None:
    assert len(EVERY) > 30


@pytest.mark.parametrize("line", EVERY)
def test_a_command_of_the_manual_is_one_that_the_program_takes(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program, *words = shlex.split(line)
    monkeypatch.setattr(argparse.ArgumentParser, "error", refuse)
    installed = ["--data", "/srv/yimen"] if program == "yimen-county" and words[0] != "updates" else []
    parsed = parser_of(program).parse_args([*words, *([] if "--data" in words else installed)])
    assert parsed is not None


def refuse(_parser: argparse.ArgumentParser, message: str) -> None:
    raise AssertionError(message)


def test_the_county_s_file_in_the_manual_is_a_good_one_and_names_every_key(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "manual" / "it.md").read_text("utf-8")
    block = next(one for one in re.findall(r"```\n(.*?)```", text, re.DOTALL) if one.startswith("[county]"))
    file = tmp_path / "yimen.toml"
    file.write_text(block, "utf-8")
    assert machine.read(file).faults == ()
    said = tomllib.loads(block)
    assert {(table, key) for table, keys in said.items() for key in keys} == set(machine.KEYS)
