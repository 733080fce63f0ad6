"""A signature belongs to the page that was shown: a thousand swaps of document, ink, time and device, all found."""

import random

import pytest

from app.errors import Refused
from app.forms.binding import Signing, check, sign
from app.forms.form import FormSet
from app.forms.ink import Ink, Point
from tests.made_up import household

SWAPS = 1000


def hand(chance: random.Random) -> Ink:
    strokes = tuple(
        tuple(
            Point(chance.randrange(16_500), chance.randrange(4_400), chance.randrange(1001), 8 * k)
            for k in range(chance.randrange(2, 30))
        )
        for _ in range(chance.randrange(1, 9))
    )
    return Ink(16_500, 4_400, strokes)


def signed_by(forms: FormSet, chance: random.Random) -> tuple[bytes, bytes, Ink]:
    """Give a page as shown, as signed, and the ink on it."""
    form = chance.choice(forms.authorisations)
    at = f"2026-10-12T02:{chance.randrange(60):02}:{chance.randrange(60):02}.{chance.randrange(1000):03}Z"
    device = household.uid(chance.randrange(1000, 9000))
    told = Signing(
        household.uid(100), form.member, device, household.uid(102), "pen", (form.sha256,), 5, at, at, "2026-10-12"
    )
    ink = hand(chance)
    return form.pdf, sign(form, ink, told), ink


def section_part(section: bytes, first: bytes, last: bytes) -> bytes:
    start = section.index(first)
    return section[start : section.index(last, start)]


@pytest.mark.slow
@pytest.mark.parametrize("what", ["document", "ink", "time", "device"])
def test_every_swap_is_found(forms: FormSet, what: str) -> None:
    chance, found = random.Random(what), 0
    for _ in range(SWAPS):
        one, other = signed_by(forms, chance), signed_by(forms, chance)
        try:
            check(swapped(what, one, other), one[2])
        except Refused:
            found += 1
    assert found == SWAPS


def swapped(what: str, one: tuple[bytes, bytes, Ink], other: tuple[bytes, bytes, Ink]) -> bytes:
    """Give the first signature with something of the second one, always something else."""
    section, theirs = one[1][len(one[0]) :], other[1][len(other[0]) :]
    if what == "document":
        shown = other[0] if other[0] != one[0] else one[0].replace(b"/Rotate 0", b"/Rotate 9", 1)
        return shown + section
    if what == "ink":
        mine, new = (section_part(part, b"q 0 G", b"\nendstream") for part in (section, theirs))
        return one[0] + section.replace(mine, new)
    if what == "time":
        mine, new = (section_part(part, b'"finished_at":"', b'","member"') for part in (section, theirs))
        return one[0] + section.replace(mine, new if new != mine else mine.replace(b"T02", b"T03"))
    mine, new = (section_part(part, b'"device":"', b'","finished_at"') for part in (section, theirs))
    return one[0] + section.replace(mine, new if new != mine else mine.replace(b"0", b"1"))


@pytest.mark.slow
def test_no_true_signature_is_doubted(forms: FormSet) -> None:
    chance = random.Random(20)
    for _ in range(SWAPS):
        _, signed, ink = signed_by(forms, chance)
        assert check(signed, ink).ink == ink.sha256
