"""An officer certifies, then the office seals: each a section behind what was there, and other programs agree."""

import dataclasses
import subprocess
from pathlib import Path

import numpy as np
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from app.errors import Refused
from app.forms.binding import check, check_below
from app.forms.form import Form
from app.forms.preview import preview
from app.forms.seal import drawn_seal
from app.pades.key_file import read_key_file
from app.pades.sign import certify, seal
from tests.forms import reading
from tests.forms.test_binding import INK, OTHER_INK
from tests.pades.authority import NOW, PASSWORD
from tests.pades.conftest import BOX, OFFICE, People
from tests.pades.outside import cms_is_whole, pdfsig_says


def test_each_signature_comes_behind_what_was_there(inked: bytes, certified: bytes, sealed: bytes) -> None:
    assert certified.startswith(inked)
    assert sealed.startswith(inked)
    assert sealed.count(b"%%EOF\n") == 4, "shown, ink, officer, seal"


def test_the_ink_is_found_below_the_officer_and_the_seal(inked: bytes, certified: bytes, sealed: bytes) -> None:
    told = check(inked, INK)
    assert check_below(inked, INK) == (told, len(inked))
    assert check_below(certified, INK) == (told, len(inked))
    assert check_below(sealed, INK) == (told, len(inked))
    with pytest.raises(Refused, match=r"form\.altered"):
        check_below(sealed, OTHER_INK)
    with pytest.raises(Refused, match=r"form\.(altered|not_signed)"):
        check(sealed)


def test_ink_that_was_changed_is_found_below_a_seal(people: People, inked: bytes) -> None:
    false = inked.replace(b'"pages_seen":5', b'"pages_seen":7')
    with pytest.raises(Refused, match=r"form\.altered"):
        check_below(people.sealed(false))


def test_a_paper_without_ink_has_none_below_a_seal(people: People, page: Form) -> None:
    with pytest.raises(Refused, match=r"form\.not_signed"):
        check_below(people.sealed(page.pdf))


def test_poppler_openssl_and_qpdf_find_both_whole(people: People, sealed: bytes, tmp_path: Path) -> None:
    said = pdfsig_says(sealed, tmp_path, people.authority)
    assert [(one.field, one.is_valid, one.is_trusted) for one in said] == [
        ("Seal", True, True),
        ("Officer", True, True),
    ]
    assert [one.covers_all for one in said] == [True, False]
    assert all(cms_is_whole(sealed, nth, people.authority, tmp_path) for nth in range(2))
    assert "No syntax or stream encoding errors" in reading.qpdf_says(sealed, tmp_path)


def test_it_is_pades_b_b_of_the_desk_s_time(sealed: bytes, tmp_path: Path) -> None:
    assert sealed.count(b"/ETSI.CAdES.detached") == 2
    assert sealed.count(b"/M (D\\07220261124020000Z)") == 2
    file = tmp_path / "x.pdf"
    file.write_bytes(sealed)
    shown = subprocess.run(("qpdf", "--qdf", "--object-streams=disable", file, "-"), capture_output=True, check=True)
    assert shown.stdout.count(b"/TransformMethod /DocMDP") == 1
    assert b"/P 2" in shown.stdout


def test_the_seal_is_red_where_the_paper_has_room_for_it(sealed: bytes, certified: bytes) -> None:
    assert red_dots(certified) == (0, 0)
    inside, outside = red_dots(sealed)
    assert inside > 2000
    assert outside == 0


def red_dots(pdf: bytes) -> tuple[int, int]:
    """Count red dots as our own preview draws the page: within the seal's square and beyond it."""
    image = preview(pdf, 0, 840)
    dots = np.frombuffer(image.pixels, np.uint8).reshape(image.height, image.width, 3).astype(int)
    red = (dots[..., 0] - dots[..., 1] > 80) & (dots[..., 0] - dots[..., 2] > 80)
    side = (
        slice(round((BOX.y - 22) * 4), round((BOX.y + 22) * 4)),
        slice(round((BOX.x - 22) * 4), round((BOX.x + 22) * 4)),
    )
    inside = int(red[side].sum())
    return inside, int(red.sum()) - inside


def test_an_rsa_key_signs_as_well(people: People, inked: bytes, tmp_path: Path) -> None:
    with_rsa = people.authority.issue("李红", key=rsa.generate_private_key(65537, 2048))
    made = dataclasses.replace(people, officer=with_rsa).sealed(inked)
    assert [one.is_valid for one in pdfsig_says(made, tmp_path, people.authority)] == [True, True]


def test_what_was_not_shown_is_not_certified(people: People, inked: bytes) -> None:
    key = read_key_file(people.officer.p12(), PASSWORD, NOW)
    with pytest.raises(Refused, match=r"seal\.changed"):
        certify(inked, "0" * 64, key, NOW)


def test_nothing_is_certified_or_sealed_twice_or_without_a_place(
    people: People, inked: bytes, certified: bytes, sealed: bytes
) -> None:
    key, picture = read_key_file(people.office.p12(), PASSWORD, NOW), drawn_seal(OFFICE)
    with pytest.raises(Refused, match=r"seal\.already"):
        people.certified(certified)
    with pytest.raises(Refused, match=r"seal\.already"):
        seal(sealed, key, NOW, picture)
    with pytest.raises(Refused, match=r"seal\.no_place"):
        seal(inked, key, NOW, picture)
    with pytest.raises(Refused, match=r"seal\.no_place"):
        seal(people.certified(inked, None), key, NOW, picture)
    with pytest.raises(Refused, match=r"form\.not_ours"):
        people.certified(b"%PDF-1.7\nnothing")
