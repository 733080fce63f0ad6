"""From modules to text: the bytes of a code, the doubtful ones called unknown, mended and parsed as a paper of ours."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.capture.code_layout import Layout, blocks, format_bits, format_places, masked, path, text_of
from app.capture.code_repair import mended
from app.domain import form_code
from app.errors import Refused

_SPARE = 4
_MASKS, _MOST_MASKS = 8, 2


@dataclass(frozen=True)
class Sampled:
    """The modules of a code: dark or not, and how sure that is (0 not at all)."""

    dark: NDArray[np.bool_]
    sure: NDArray[np.float64]


def words_say(modules: Sampled, layout: Layout) -> str | None:
    """Give what the modules say, or None unless it is, beyond chance, a code of our own papers."""
    for mask in sorted(range(_MASKS), key=lambda mask: -_agreement(modules, layout, mask))[:_MOST_MASKS]:
        text = _unmasked(modules, layout, mask)
        if text and is_own(text):
            return text
    return None


def is_own(text: str) -> bool:
    """Tell whether a text is what a code of our own papers says."""
    try:
        form_code.parse(text)
    except Refused:
        return False
    return True


def _agreement(modules: Sampled, layout: Layout, mask: int) -> float:
    """How well the format bits say this mask: sure bits that agree less those that do not."""
    said = np.array(format_bits(mask), bool)
    total = 0.0
    for copy in format_places(layout):
        at = tuple(np.array(copy).T)
        total += float(np.where(modules.dark[at] == said, modules.sure[at], -modules.sure[at]).sum())
    return total


def _unmasked(modules: Sampled, layout: Layout, mask: int) -> str | None:
    rows, columns = path(layout).T
    count = 2 * (layout.words + layout.checks)
    bits = (modules.dark ^ masked(layout, mask))[rows, columns][: 8 * count]
    written = np.packbits(bits).tolist()
    sure = modules.sure[rows, columns][: 8 * count].reshape(-1, 8).min(axis=1)
    data: list[int] = []
    for places in blocks(layout):
        word = _mended([written[at] for at in places], sure[places], layout)
        if word is None:
            return None
        data += word[: layout.words]
    return text_of(data)


def _mended(word: list[int], sure: NDArray[np.float64], layout: Layout) -> list[int] | None:
    """Mend a block with ever more of its least sure bytes called unknown."""
    least = np.argsort(sure).tolist()
    for erased in range(0, layout.checks - _SPARE + 1, 2):
        done = mended(word, layout.checks, least[:erased], _SPARE)
        if done is not None:
            return done
    return None
