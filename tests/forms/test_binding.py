"""A signature belongs to the page that was shown: whatever is changed afterwards is found."""

import dataclasses
import hashlib
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.case import Signed
from app.domain.fact import BlobRef
from app.errors import Refused
from app.forms import binding
from app.forms.binding import Binding, Signing, check, check_entry, sign
from app.forms.form import Form, FormSet
from app.forms.increment import read
from app.forms.ink import Ink, Point
from app.forms.preview import page_count
from tests.forms import reading
from tests.made_up import household

INK = Ink(
    16_500,
    4_400,
    tuple(
        tuple(Point(3000 + n * 900 + k * 20, 800 + k * 90, 300 + k * 20, n * 500 + k * 8) for k in range(30))
        for n in range(6)
    ),
)  # fmt: skip - a made-up hand
OTHER_INK = Ink(16_500, 4_400, INK.strokes[:5])
AT = ("2026-10-12T02:00:00.000Z", "2026-10-12T02:00:09.000Z")


def signing(forms: FormSet) -> Signing:
    form = forms.authorisations[0]
    shown = (forms.application.sha256, form.sha256)
    return Signing(
        household.uid(100), form.member, household.uid(50), household.uid(102), "pen", shown, 5, *AT, "2026-10-12"
    )


def entry_of(signed: bytes, told: Signing, ink: Ink) -> Signed:
    shown = tuple(BlobRef(sha256, 1, "application/pdf") for sha256 in told.shown)
    return Signed(
        told.member,
        told.method,
        shown,
        BlobRef(hashlib.sha256(signed).hexdigest(), len(signed), "application/pdf"),
        BlobRef(ink.sha256, 1, "application/json"),
        told.pages_seen,
        told.started_at,
        told.finished_at,
        told.signed_on,
    )  # fmt: skip - as the body has them


@pytest.fixture(scope="module")
def form(forms: FormSet) -> Form:
    return forms.authorisations[0]


@pytest.fixture(scope="module")
def told(forms: FormSet) -> Signing:
    return signing(forms)


@pytest.fixture(scope="module")
def signed(form: Form, told: Signing) -> bytes:
    return sign(form, INK, told)


def test_what_was_shown_is_an_exact_prefix(form: Form, signed: bytes) -> None:
    assert signed.startswith(form.pdf)
    assert len(signed) > len(form.pdf)


def test_the_binding_says_who_what_where_and_when(signed: bytes, told: Signing, form: Form) -> None:
    found = check(signed, INK)

    assert found.signing == told
    assert (found.document, found.ink, found.page) == (form.sha256, INK.sha256, 0)


def test_other_programs_find_it_clean_and_read_it(signed: bytes, form: Form, tmp_path: Path) -> None:
    assert "No syntax or stream encoding errors" in reading.qpdf_says(signed, tmp_path)
    assert reading.raw_text(signed, tmp_path) == reading.raw_text(form.pdf, tmp_path)
    assert page_count(signed) == 1


def test_the_ink_is_seen_on_its_field_and_nowhere_else(signed: bytes, form: Form) -> None:
    field = form.fields[0]
    inside = (field.left + 28, field.top + 7, 60, 28)

    assert reading.dark_share(form.pdf, 0, inside) == 0
    assert reading.dark_share(signed, 0, inside) > 0.005
    outside = (25, 50, 165, field.top - 51)
    assert reading.dark_share(signed, 0, outside) == reading.dark_share(form.pdf, 0, outside)


def test_the_same_ink_gives_the_same_bytes(form: Form, told: Signing, signed: bytes) -> None:
    assert sign(form, INK, told) == signed


def test_a_page_that_was_not_shown_is_not_signed(form: Form, told: Signing) -> None:
    with pytest.raises(Refused, match=r"form\.not_shown"):
        sign(form, INK, msgspec.structs.replace(told, shown=told.shown[:1]))


def test_nobody_signs_on_another_s_page(form: Form, told: Signing) -> None:
    with pytest.raises(Refused, match=r"form\.no_field"):
        sign(form, INK, msgspec.structs.replace(told, member=household.uid(2)))


def test_a_paper_is_signed_once(form: Form, told: Signing, signed: bytes) -> None:
    again = dataclasses.replace(form, pdf=signed)

    with pytest.raises(Refused, match=r"form\.not_ours"):
        sign(again, INK, msgspec.structs.replace(told, shown=(again.sha256,)))


def test_a_paper_without_signature_has_none(form: Form) -> None:
    with pytest.raises(Refused, match=r"form\.(not_signed|altered)"):
        check(form.pdf)


def test_another_document_before_the_ink_is_found(forms: FormSet, form: Form, signed: bytes) -> None:
    other = forms.authorisations[1].pdf

    with pytest.raises(Refused, match=r"form\.altered"):
        check(other + signed[len(form.pdf) :])


def test_ink_from_another_signature_is_found(form: Form, told: Signing, signed: bytes) -> None:
    other = sign(form, OTHER_INK, told)
    drawing = signed[signed.index(b"q 0 G", len(form.pdf)) : signed.index(b"\nQ\n", len(form.pdf))]
    theirs = other[other.index(b"q 0 G", len(form.pdf)) : other.index(b"\nQ\n", len(form.pdf))]

    with pytest.raises(Refused, match=r"form\.altered"):
        check(signed.replace(drawing, theirs))
    with pytest.raises(Refused, match=r"form\.altered"):
        check(signed, OTHER_INK)
    with pytest.raises(Refused, match=r"form\.altered"):
        check(signed, msgspec.structs.replace(INK, strokes=(*INK.strokes[:-1], INK.strokes[-1][:-1])))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"2026-10-12T02:00:09.000Z", b"2026-10-13T02:00:09.000Z"),
        (b'"signed_on":"2026-10-12"', b'"signed_on":"2026-10-11"'),
        (household.uid(50).encode(), household.uid(51).encode()),
        (household.uid(102).encode(), household.uid(103).encode()),
        (household.uid(100).encode(), household.uid(104).encode()),
        (b'"pages_seen":5', b'"pages_seen":7'),
        (b'"method":"pen"', b'"method":"mou"'),
    ],
    ids=["time", "date", "device", "officer", "case", "pages seen", "method"],
)
def test_a_changed_record_is_found(form: Form, signed: bytes, old: bytes, new: bytes) -> None:
    assert signed[len(form.pdf) :].count(old) == 1

    with pytest.raises(Refused, match=r"form\.altered"):
        check(form.pdf + signed[len(form.pdf) :].replace(old, new))


@given(st.data())
def test_any_changed_byte_is_found(signed: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(signed) - 1))
    other = data.draw(st.integers(1, 255))

    with pytest.raises(Refused, match=r"form\."):
        check(signed[:at] + bytes([signed[at] ^ other]) + signed[at + 1 :])


@given(st.data())
def test_any_changed_byte_behind_the_paper_is_found(form: Form, signed: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(len(form.pdf), len(signed) - 1))

    with pytest.raises(Refused, match=r"form\."):
        check(signed[:at] + bytes([signed[at] ^ data.draw(st.integers(1, 255))]) + signed[at + 1 :])


@given(st.data())
def test_a_cut_or_lengthened_file_is_found(signed: bytes, data: st.DataObject) -> None:
    for wrong in (
        signed[: data.draw(st.integers(0, len(signed) - 1))],
        signed + data.draw(st.binary(min_size=1, max_size=9)),
    ):
        with pytest.raises(Refused, match=r"form\."):
            check(wrong)


def test_something_added_behind_the_signature_is_found(signed: bytes) -> None:
    with pytest.raises(Refused, match=r"form\.(altered|not_signed)"):
        check(signed + b"9 0 obj\n<< >>\nendobj\nstartxref\n0\n%%EOF\n")


def test_the_journal_finds_a_section_that_was_made_anew(form: Form, told: Signing, signed: bytes) -> None:
    entry = entry_of(signed, told, INK)
    forged = sign(form, INK, msgspec.structs.replace(told, finished_at="2026-10-12T03:00:00.000Z"))
    signer = (told.case, told.device, told.officer)

    assert check_entry(signed, entry, signer, INK).signing == told
    check(forged)  # whole in itself, as whoever has the program can make it
    with pytest.raises(Refused, match=r"form\.altered"):
        check_entry(forged, entry, signer)


@pytest.mark.parametrize("at", [0, 1, 2])
def test_the_journal_names_case_device_and_officer(told: Signing, signed: bytes, at: int) -> None:
    signer = [told.case, told.device, told.officer]
    signer[at] = household.uid(99)

    with pytest.raises(Refused, match=r"form\.altered"):
        check_entry(signed, entry_of(signed, told, INK), (signer[0], signer[1], signer[2]))


def test_another_ink_in_the_journal_is_found(told: Signing, signed: bytes) -> None:
    entry = entry_of(signed, told, OTHER_INK)

    with pytest.raises(Refused, match=r"form\.altered"):
        check_entry(signed, entry, (told.case, told.device, told.officer))


def forged(form: Form, record: Binding, drawing: bytes) -> bytes:
    """Give a section that follows from a false record: what somebody could make who has the program."""
    return binding._joined(read(form.pdf), record, drawing)  # noqa: SLF001 - forging needs the maker's own tool


def test_a_record_of_another_document_is_found(forms: FormSet, signed: bytes) -> None:
    record, drawing = check(signed), binding.drawing_of(INK, check(signed).field)

    with pytest.raises(Refused, match=r"form\.altered"):
        check(forged(forms.authorisations[1], record, drawing))


def test_a_drawing_that_the_record_does_not_name_is_found(form: Form, signed: bytes) -> None:
    drawing = binding.drawing_of(OTHER_INK, check(signed).field)

    with pytest.raises(Refused, match=r"form\.altered"):
        check(forged(form, check(signed), drawing))


def test_raw_ink_that_is_drawn_alike_but_was_written_otherwise_is_found(signed: bytes) -> None:
    slower = tuple(tuple(msgspec.structs.replace(point, ms=point.ms * 2) for point in one) for one in INK.strokes)

    with pytest.raises(Refused, match=r"form\.altered"):
        check(signed, msgspec.structs.replace(INK, strokes=slower))


def test_a_record_with_the_right_ink_over_another_drawing_is_found(form: Form, signed: bytes) -> None:
    drawing = binding.drawing_of(OTHER_INK, check(signed).field)
    record = msgspec.structs.replace(check(signed), drawing=hashlib.sha256(drawing).hexdigest())

    with pytest.raises(Refused, match=r"form\.altered"):
        check(forged(form, record, drawing), INK)


def test_the_journal_finds_ink_that_was_moved(form: Form, told: Signing, signed: bytes) -> None:
    moved = msgspec.structs.replace(check(signed), field=(2500, 5000, 16_500, 4_400))
    drawing = binding.drawing_of(INK, moved.field)
    false = forged(form, msgspec.structs.replace(moved, drawing=hashlib.sha256(drawing).hexdigest()), drawing)

    check(false, INK)
    with pytest.raises(Refused, match=r"form\.altered"):
        check_entry(false, entry_of(signed, told, INK), (told.case, told.device, told.officer))


@given(st.binary(max_size=300))
def test_what_is_no_pdf_of_ours_is_not_signed(content: bytes) -> None:
    with pytest.raises(Refused, match=r"form\.not_ours"):
        read(content)
    with pytest.raises(Refused, match=r"form\."):
        check(content)


@given(st.data())
def test_a_broken_paper_is_never_signed_into_a_wrong_one(form: Form, told: Signing, data: st.DataObject) -> None:
    """Bytes of the structure are changed; either it is refused, or the result still passes its own check."""
    table = form.pdf.rindex(b"\nxref\n")
    at = data.draw(st.integers(table, len(form.pdf) - 1))
    broken = dataclasses.replace(form, pdf=form.pdf[:at] + bytes([data.draw(st.integers(0, 255))]) + form.pdf[at + 1 :])
    try:
        made = sign(broken, INK, msgspec.structs.replace(told, shown=(broken.sha256,)))
    except Refused as refused:
        assert refused.code == "form.not_ours"
    else:
        assert check(made).document == broken.sha256
