"""Makes resources/models/look_alikes.txt from the program's own fonts: `python -m packaging.make_look_alikes`.

One line for each of the 6,763 characters of GB 2312: the character, then the sixteen of all Han characters in the
fonts whose drawn shapes are nearest to its own, the nearest first. `app/capture/glyphs.py` compares ink with them.
Same fonts give the same file. About four minutes of one processor.
"""

import cv2
import numpy as np

import resources
from app.capture.glyphs import drawn, is_common

_RANGES = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2EBE0))
_NEAREST, _AT_ONCE = 16, 500


def main() -> None:
    """Write the file anew."""
    signs, shapes = [], []
    for first, last in _RANGES:
        for sign in map(chr, range(first, last + 1)):
            shape = drawn(sign)
            if shape is not None:
                soft = cv2.GaussianBlur(shape, (0, 0), 0.7).ravel()
                signs.append(sign)
                shapes.append(soft / np.linalg.norm(soft))
    table = np.array(shapes, np.float32)
    common = [nth for nth, sign in enumerate(signs) if is_common(sign)]
    lines = [
        line for at in range(0, len(common), _AT_ONCE) for line in _nearest(common[at : at + _AT_ONCE], table, signs)
    ]
    resources.path("models/look_alikes.txt").write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")


def _nearest(some: list[int], table: np.ndarray, signs: list[str]) -> list[str]:
    alike = table[some] @ table.T
    alike[np.arange(len(some)), some] = -1
    order = np.argsort(-alike, axis=1, kind="stable")[:, :_NEAREST]
    return [signs[one] + "".join(signs[nth] for nth in row) for one, row in zip(some, order, strict=True)]


if __name__ == "__main__":
    main()
