"""Train the dictionary with which journals are packed: `python -m tests.made_up.train_dictionary ID FILE`.

The same id, golden journals and zstandard give the same bytes. A dictionary that was released stays as it is; when
kinds of entries have come that pack badly, a new one with the next id is put beside it. Made-up people only.
"""

import sys
from pathlib import Path
from typing import Final

from zstandard import ZstdCompressionDict, train_dictionary

from tests.made_up.wire_journals import journals

SIZE_BYTES: Final = 16 * 2**10  # twice as much gains one part in a hundred
_VARIATIONS: Final = range(20)


def trained(number: int, variations: range = _VARIATIONS) -> ZstdCompressionDict:
    """Give a dictionary whose frames carry `number`."""
    lines: list[bytes | bytearray | memoryview[int]] = [
        entry.to_line() + b"\n" for journal in journals(variations) for entry in journal
    ]
    return train_dictionary(SIZE_BYTES, lines, dict_id=number, level=3, threads=0)


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(trained(int(sys.argv[1])).as_bytes())
