"""One parser, fed by a fuzzer that looks which code its bytes reach: `python -m tests.fuzz.run NAME RUNS`.

Ends with an error where anything is raised that must not be, an input takes ten seconds, or memory passes 512 MiB.
"""

import logging
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["app", "sync"]):
    from tests.fuzz.targets import TARGETS

_WORD = re.compile(rb"[A-Za-z0-9_.:/-]{2,64}")
SECONDS, MEBIBYTES, LONGEST = 10, 512, 4_096


def dictionary(seeds: list[bytes]) -> bytes:
    """Give the words of seeds as libFuzzer reads them, so that it puts whole names into strange places."""
    words = {word for seed in seeds for word in _WORD.findall(seed)} | {b"null", b"true", b"-1", b"1e3", b"[]", b"{}"}
    return b"".join(b'"%s"\n' % word for word in sorted(words))


def main(name: str, runs: str) -> None:
    """Feed one parser; does not return."""
    logging.disable()  # what a library says of each bad byte
    target = TARGETS[name]
    with TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for number, seed in enumerate(target.seeds()):
            (corpus / str(number)).write_bytes(seed)
        words = Path(folder) / "words"
        words.write_bytes(dictionary(target.seeds()))
        longest = max(LONGEST, *(len(seed) for seed in target.seeds()))
        limits = [f"-timeout={SECONDS}", f"-rss_limit_mb={MEBIBYTES}", f"-max_len={longest}", f"-dict={words}"]
        atheris.Setup([sys.argv[0], f"-runs={runs}", *limits, f"-artifact_prefix={folder}/", str(corpus)], target)
        atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
