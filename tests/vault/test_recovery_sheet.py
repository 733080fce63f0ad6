"""The recovery sheet in parts: typed, scanned, in any order, and what is wrong with it is said."""

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refused
from app.vault.recovery import Recovery
from app.vault.recovery_sheet import RecoverySheet, joined, parts

SLOT = Recovery("age-x25519", "age1" + "q" * 58, "Ab-_" * 120, "2026-10-12T01:00:00.000Z")
SHEET = RecoverySheet("渠县青龙镇人民政府", "0A", 2, "2026-10-12T01:00:00.000Z", SLOT)
CAPITALS = string.digits + string.ascii_uppercase + "/-."
OTHER = RecoverySheet("渠县青龙镇人民政府", "0A", 3, "2026-10-12T01:00:00.000Z", SLOT)


def code_of(*texts: str) -> tuple[str, object]:
    with pytest.raises(Refused) as caught:
        joined(texts)
    return caught.value.code, caught.value.facts.get("missing")


@given(st.randoms(use_true_random=False), st.booleans())
def test_parts_in_any_order_with_spaces_anywhere_give_the_sheet(chance: random.Random, together: bool) -> None:  # noqa: FBT001 - drawn
    texts = ["".join(one + chance.choice(("", "", "", " ", "\n")) for one in part) for part in parts(SHEET)]
    texts += texts[:1]  # scanned twice
    chance.shuffle(texts)
    assert joined(["".join(texts)] if together else texts) == SHEET


def test_a_part_is_short_enough_to_be_scanned_from_a_photograph() -> None:
    assert max(map(len, parts(SHEET))) < 450
    assert {character for part in parts(SHEET) for character in part} <= set(CAPITALS), "the dense kind of QR code"


def test_it_is_typed_in_small_letters_and_with_the_digits_that_look_like_letters() -> None:
    head, _, text = parts(SHEET)[0].rpartition("/")
    typed = f"{head}/{text.replace('O', '0').replace('I', '1')}".lower()
    assert typed != parts(SHEET)[0].lower()
    assert joined([typed, *parts(SHEET)[1:]]) == SHEET


def test_what_lacks_is_named() -> None:
    first, *rest = parts(SHEET)
    assert code_of(first) == ("recovery.sheet_parts", "、".join(str(nth) for nth in range(2, len(rest) + 2)))
    assert code_of(*rest) == ("recovery.sheet_parts", "1")
    assert code_of("") == code_of("不是恢复单", "YIMEN-RECOVERY/2/00000000/1/1/AAAA.") == ("recovery.no_sheet", None)


def test_parts_of_two_sheets_do_not_mix() -> None:
    assert code_of(parts(SHEET)[0], *parts(OTHER)[1:])[0] == "recovery.two_sheets"


@given(st.integers(0, 10_000), st.sampled_from("ABCXYZ27"))
def test_a_wrong_character_is_found(place: int, wrong: str) -> None:
    first, *rest = parts(SHEET)
    start = first.index("/1/3/") + len("/1/3/") if "/1/3/" in first else first.rindex("/") + 1
    at = start + place % (len(first) - 1 - start)
    spoilt = first[:at] + wrong + first[at + 1 :]
    if spoilt != first:
        assert code_of(spoilt, *rest)[0] == "recovery.sheet_damaged"


def test_a_sheet_of_another_form_is_damaged() -> None:
    import base64  # noqa: PLC0415 - the forger's tools
    import hashlib  # noqa: PLC0415 - as above

    for whole in (b"{}", b"[", b"\xff"):
        name, text = hashlib.sha256(whole).hexdigest()[:8], base64.b32encode(whole).decode().rstrip("=")
        assert code_of(f"YIMEN-RECOVERY/1/{name}/1/1/{text}.")[0] == "recovery.sheet_damaged"
