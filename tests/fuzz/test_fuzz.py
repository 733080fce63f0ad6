"""Promise 21 for what comes by line, stick, file and hand: bytes of anybody are read or refused, and nothing else."""

import platform
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS, check_lists

ROOT = Path(__file__).parents[2]
TEXT_RUNS, OTHER_RUNS = 10_000_000, 100_000  # over all parsers of text, and of each of the others
TEXTS = [name for name, target in TARGETS.items() if target.is_text]


def of_a_newer_zip() -> bytes:
    """Give a workbook whose archive says that it needs a program of the future."""
    whole = check_lists()[1]
    at = whole.index(b"PK\x01\x02") + 6
    return whole[:at] + b"\xc2" + whole[at + 1 :]


FOUND = [("check_list", of_a_newer_zip)]  # what the long search found, kept for ever


@pytest.mark.parametrize(("name", "source"), FOUND)
def test_what_once_broke_a_parser_is_refused(name: str, source: Callable[[], bytes]) -> None:
    target = TARGETS[name]
    with pytest.raises(target.may):
        target.read(source())


@pytest.mark.parametrize("name", TARGETS)
def test_what_a_search_begins_with_is_read(name: str) -> None:
    target = TARGETS[name]
    for seed in target.seeds():
        if name in {"answers", "problem"}:  # one answer is not every answer, and a problem is raised
            target(seed)
        else:
            target.read(seed)


@pytest.mark.parametrize("name", TARGETS)
@given(at=st.integers(0, 6_000), cut=st.integers(0, 40), splice=st.binary(max_size=40), noise=st.binary(max_size=300))
@settings(max_examples=20)
def test_bytes_of_anybody_are_read_or_refused(name: str, at: int, cut: int, splice: bytes, noise: bytes) -> None:
    target = TARGETS[name]
    target(noise)
    for seed in target.seeds():
        place = at % (len(seed) + 1)
        for source in (seed[:place] + splice + seed[place + cut :], seed[:place]):
            target(source)


# The lock file brings the fuzzer to these machines alone, since there it is built for no others.
@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS if (sys.platform, platform.machine()) == ("linux", "x86_64") else ())
def test_a_fuzzer_finds_nothing_in_millions_of_tries(name: str) -> None:
    runs = TEXT_RUNS // len(TEXTS) if TARGETS[name].is_text else OTHER_RUNS
    words = [sys.executable, "-m", "tests.fuzz.run", name, str(runs)]

    done = subprocess.run(words, cwd=ROOT, capture_output=True, check=False)

    assert done.returncode == 0, done.stderr.decode(errors="replace")[-4_000:]
    assert re.search(rb"Done (\d+) runs", done.stderr), done.stderr[-500:]
