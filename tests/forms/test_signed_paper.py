"""Several marks on one paper: each belongs to the bytes that its signer saw, and whatever is changed is found."""

import dataclasses
import hashlib
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.fact import BlobRef
from app.domain.paper_signed import PaperSigned
from app.errors import Refused
from app.forms import signed_paper
from app.forms.binding import check_below as check_own
from app.forms.form import Form, SignField
from app.forms.increment import Added, appended, read, reread
from app.forms.ink import Ink, Point
from app.forms.signed_paper import check, check_below, check_mark, put, signing_of
from tests.forms import reading
from tests.forms.desk_papers import Said
from tests.forms.step_samples import STEP_PAPERS

WRITER = ("case", "device", "officer")
AT = ("2026-12-01T02:00:00.000Z", "2026-12-01T02:00:09.000Z")


def ink(shift: int = 0) -> Ink:
    """Made-up ink, another one for each shift."""
    line = tuple(Point(300 + shift + 40 * step, 200 + 20 * (step % 25), 500, 8 * step) for step in range(60))
    return Ink(4_200, 1_100, (line,))


def mark(pdf: bytes, field: SignField, name: str, *, drawn: Ink | None, **changes: Any) -> PaperSigned:
    """Give the entry of a mark whose document is still to come."""
    sha = hashlib.sha256(pdf).hexdigest()
    shown = BlobRef(sha, len(pdf), "application/pdf")
    raw = BlobRef(drawn.sha256, 1, "application/json") if drawn else None
    made = PaperSigned("hearing", sha, shown, shown, field.member, name, "pen", "2026-12-01", 1, *AT, ink=raw)
    return dataclasses.replace(made, **changes)


def signed(pdf: bytes, field: SignField, name: str, drawn: Ink | None, **changes: Any) -> bytes:
    return put(pdf, field, signing_of(mark(pdf, field, name, drawn=drawn, **changes), WRITER), drawn)


@pytest.fixture(scope="module")
def form() -> Form:
    return STEP_PAPERS["hearing"](Said())


@pytest.fixture(scope="module")
def stages(form: Form) -> tuple[bytes, ...]:
    """What was made, then with a refusal, then with two names in ink."""
    person, handler, witness = form.fields
    said = {"way": "refused", "reason": "他说等儿子回来再说", "present": ("孙主任", "李成")}
    first = signed(form.pdf, person, "王德贵", None, **said)
    second = signed(first, handler, "陈素华", ink(1))
    return form.pdf, first, second, signed(second, witness, "孙主任", ink(2))


def test_what_each_signer_saw_is_an_exact_prefix_of_what_the_next_one_saw(stages: tuple[bytes, ...]) -> None:
    for before, after in pairwise(stages):
        assert after.startswith(before)
        assert len(after) > len(before)


def test_the_records_say_who_where_how_and_on_which_bytes(stages: tuple[bytes, ...]) -> None:
    records = check(stages[-1])

    told = [(one.signing.place, one.signing.name, one.signing.way) for one in records]
    assert told == [
        ("person:1", "王德贵", "refused"),
        ("handler:1", "陈素华", "pen"),
        ("witness:1", "孙主任", "pen"),
    ]
    assert [one.signing.shown for one in records] == [hashlib.sha256(one).hexdigest() for one in stages[:-1]]
    assert records[0].signing.present == ("孙主任", "李成")


def test_other_programs_find_it_clean_and_read_why_there_is_no_name(stages: tuple[bytes, ...], tmp_path: Path) -> None:
    assert "No syntax or stream encoding errors" in reading.qpdf_says(stages[-1], tmp_path)
    text = reading.text_of(stages[-1], tmp_path)
    for said in ("王德贵拒绝签字", "在场：孙主任、李成", "2026"):
        assert said in text


def test_ink_and_day_are_seen_at_their_place_and_nowhere_else(form: Form, stages: tuple[bytes, ...]) -> None:
    made, _, signed_by_one, _ = stages
    field = form.fields[1]
    inside = (field.left + 1, field.top + 1, field.width - 2, field.height - 3)
    day = (field.day[0] - 6, field.line - 3, 12, 6)

    assert reading.dark_share(made, 0, inside) == 0
    assert reading.dark_share(signed_by_one, 0, inside) > 0.005
    assert reading.dark_share(made, 0, day) == 0
    assert reading.dark_share(signed_by_one, 0, day) > 0.005
    above = (25, 50, 165, form.fields[0].top - 51)
    assert reading.dark_share(stages[-1], 0, above) == reading.dark_share(made, 0, above)


def test_the_same_mark_gives_the_same_bytes(form: Form, stages: tuple[bytes, ...]) -> None:
    assert signed(stages[1], form.fields[1], "陈素华", ink(1)) == stages[2]


def test_bytes_that_were_not_shown_are_not_signed(form: Form, stages: tuple[bytes, ...]) -> None:
    seen = mark(form.pdf, form.fields[1], "陈素华", drawn=ink())

    with pytest.raises(Refused, match=r"form\.not_shown"):
        put(stages[1], form.fields[1], signing_of(seen, WRITER), ink())


def test_a_paper_that_nobody_signed_has_no_mark(form: Form) -> None:
    for find in (check, check_below):
        with pytest.raises(Refused, match=r"form\.not_signed"):
            find(form.pdf)


def test_each_stage_is_found_whole_and_below_what_came_behind(stages: tuple[bytes, ...]) -> None:
    for count, stage in enumerate(stages[1:], 1):
        assert len(check(stage)) == count
        assert len(check_below(stage + b"\n1 0 obj\n<< >>\nendobj\nstartxref\n0\n%%EOF\n")) == count
    with pytest.raises(Refused):
        check_own(stages[-1])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"name":"\xe5\xad\x99', b'"name":"\xe6\x9d\x8e'),
        (b'"signed_on":"2026-12-01"', b'"signed_on":"2026-12-02"'),
        (b'"pages_seen":1', b'"pages_seen":4'),
        (b'"way":"refused"', b'"way":"touched"'),
        (b'"place":"witness:1"', b'"place":"witness:2"'),
        (b"/Mark3 Do", b"/Mark2 Do"),
        (b"(mark_02.json)", b"(mark_04.json)"),
    ],
)
def test_a_changed_name_day_count_way_place_or_drawing_is_found(
    stages: tuple[bytes, ...], old: bytes, new: bytes
) -> None:
    assert old in stages[-1]

    with pytest.raises(Refused, match=r"form\.(altered|not_ours|not_signed)"):
        check(stages[-1].replace(old, new))


@given(data=st.data())
def test_any_changed_byte_of_a_section_is_found(stages: tuple[bytes, ...], data: st.DataObject) -> None:
    whole = stages[-1]
    at = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != whole[at]))

    with pytest.raises(Refused):
        check(whole[:at] + bytes([byte]) + whole[at + 1 :])


@given(
    swapped=st.sampled_from(["document", "ink", "time", "signer", "case", "place", "reason"]),
    nth=st.integers(0, 2),
)
def test_a_mark_belongs_to_its_document_ink_time_and_signer(
    form: Form, stages: tuple[bytes, ...], swapped: str, nth: int
) -> None:
    """Whatever of a mark is taken from another one, paper and entry do not say the same any more."""
    fields, inks = form.fields, (None, ink(1), ink(2))
    names, said = ("王德贵", "陈素华", "孙主任"), {"way": "refused", "reason": "他说等儿子回来再说"}
    facts = said | {"present": ("孙主任", "李成")} if nth == 0 else {}
    body = mark(stages[nth], fields[nth], names[nth], drawn=inks[nth], **facts)
    whole = stages[nth + 1]
    body = dataclasses.replace(body, document=BlobRef(hashlib.sha256(whole).hexdigest(), 1, "application/pdf"))
    assert check_mark(whole, body, WRITER, inks[nth]).signing.place == fields[nth].member

    writer, raw, other = WRITER, inks[nth], stages[(nth + 2) % 4]
    changes: dict[str, dict[str, object]] = {
        "time": {"finished_at": AT[0]},
        "signer": {"name": "李成"},
        "place": {"place": fields[nth - 1].member},
        "reason": {"reason": "别的"},
        "document": {"document": BlobRef(hashlib.sha256(other).hexdigest(), 1, "application/pdf")},
        "ink": {"ink": BlobRef(ink(9).sha256, 1, "application/json")},
    }
    if swapped == "case":
        writer = ("another", *WRITER[1:])
    if swapped == "ink":
        raw = ink(9)
    with pytest.raises(Refused, match=r"form\.altered"):
        check_mark(whole, dataclasses.replace(body, **changes.get(swapped, {})), writer, raw)  # type: ignore[arg-type]  # fields by name


def test_another_document_below_a_mark_is_found(stages: tuple[bytes, ...]) -> None:
    other = STEP_PAPERS["hearing"](Said(note="别的话")).pdf

    with pytest.raises(Refused):
        check(other + stages[1][len(stages[0]) :])


def test_a_mark_taken_out_of_the_middle_is_found(stages: tuple[bytes, ...]) -> None:
    made, first, second, last = stages

    for cut in (made + second[len(first) :], first + last[len(second) :]):
        with pytest.raises(Refused):
            check(cut)


def test_ink_from_another_mark_is_found_with_the_raw_ink(form: Form, stages: tuple[bytes, ...]) -> None:
    body = mark(stages[1], form.fields[1], "陈素华", drawn=ink(1))
    body = dataclasses.replace(body, document=BlobRef(hashlib.sha256(stages[2]).hexdigest(), 1, "application/pdf"))

    with pytest.raises(Refused, match=r"form\.altered"):
        check_mark(stages[2], body, WRITER, ink(2))


def test_a_paper_of_many_pages_is_signed_on_its_last(tmp_path: Path) -> None:
    form = STEP_PAPERS["survey"](Said(note="老" * 9_000))
    field = form.fields[-1]
    assert form.pages > 10

    whole = signed(form.pdf, field, "陈素华", ink())

    assert check(whole)[0].page == field.page > 0
    assert "No syntax or stream encoding errors" in reading.qpdf_says(whole, tmp_path)


def test_a_place_without_a_day_has_ink_and_no_words(tmp_path: Path) -> None:
    form = STEP_PAPERS["testimony"](Said())
    field = form.fields[0]
    assert (field.member, field.day) == ("neighbour:1", ())

    whole = signed(form.pdf, field, "李大嫂", ink())

    assert check(whole)[0].notes == 0
    assert "No syntax or stream encoding errors" in reading.qpdf_says(whole, tmp_path)


def test_a_long_reason_stays_in_its_field(form: Form, tmp_path: Path) -> None:
    said = {"way": "unable", "reason": "手伤了" * 40, "present": ("孙主任" * 9,)}
    whole = signed(form.pdf, form.fields[0], "王德贵", None, **said)

    words = [word for word in reading.words_of(whole, tmp_path) if "手伤了" in word.text]
    field = form.fields[0]
    assert words
    assert all(field.left - 1 <= word.left and word.right <= field.left + field.width + 1 for word in words)
    assert check(whole)[0].signing.reason == "手伤了" * 40


def test_a_tower_of_sections_is_not_climbed(form: Form) -> None:
    with pytest.raises(Refused, match=r"form\.not_ours"):
        reread(form.pdf + b"\nstartxref\n0\n%%EOF\n" * 65)


@given(st.binary(max_size=400), st.integers(0, 4000))
def test_no_bytes_break_the_reader(stages: tuple[bytes, ...], noise: bytes, at: int) -> None:
    whole = stages[-1]
    for made in (noise, whole[:-at] + noise, noise + whole):
        for find in (check, check_below, reread):
            try:
                find(made)
            except Refused:
                continue


def test_reread_finds_the_newest_objects(stages: tuple[bytes, ...]) -> None:
    first, last = read(stages[0]), reread(stages[-1])

    assert (first.sections, last.sections) == (0, 3)
    assert last.object(last.page(0)).count(b" 0 R ] ") >= 1
    assert b"/Mark3 " in last.object(last.page(0))


@pytest.mark.parametrize("lie", ["shown", "drawn"])
def test_a_whole_new_section_whose_record_lies_is_found(form: Form, stages: tuple[bytes, ...], lie: str) -> None:
    original, whole = reread(stages[0]), reread(stages[1])
    record = check(stages[1])[0]
    notes = [whole.object(original.size + 3 + nth) for nth in range(record.notes)]
    assert signed_paper._joined(original, record, b"", notes) == stages[1]  # noqa: SLF001 - what a forger does
    other = msgspec.structs.replace(record.signing, shown="0" * 64)
    lies: dict[str, dict[str, Any]] = {"shown": {"signing": other}, "drawn": {"drawn": "0" * 64}}

    forged = signed_paper._joined(original, msgspec.structs.replace(record, **lies[lie]), b"", notes)  # noqa: SLF001 - as above

    with pytest.raises(Refused, match=r"form\.altered"):
        check(forged)
    assert form.fields


def test_raw_ink_of_another_pace_is_found_though_it_looks_the_same(form: Form, stages: tuple[bytes, ...]) -> None:
    body = mark(stages[1], form.fields[1], "陈素华", drawn=ink(1))
    body = dataclasses.replace(body, document=BlobRef(hashlib.sha256(stages[2]).hexdigest(), 1, "application/pdf"))
    slower = msgspec.structs.replace(
        ink(1), strokes=tuple(tuple(Point(p.x, p.y, p.pressure, 2 * p.ms) for p in one) for one in ink(1).strokes)
    )

    assert check_mark(stages[2], body, WRITER, ink(1))
    with pytest.raises(Refused, match=r"form\.altered"):
        check_mark(stages[2], body, WRITER, slower)


def test_a_record_that_names_other_ink_than_is_drawn_is_found(form: Form, stages: tuple[bytes, ...]) -> None:
    field = form.fields[1]
    body = mark(stages[1], field, "陈素华", drawn=ink(1))
    forged = put(stages[1], field, signing_of(body, WRITER), ink(2))
    body = dataclasses.replace(body, document=BlobRef(hashlib.sha256(forged).hexdigest(), 1, "application/pdf"))

    assert check(forged)[-1].signing.ink == ink(1).sha256
    with pytest.raises(Refused, match=r"form\.altered"):
        check_mark(forged, body, WRITER, ink(1))


def test_a_section_below_the_first_mark_that_is_no_mark_is_found(form: Form) -> None:
    made = read(form.pdf)
    slipped = appended(made, [Added(made.size, b"<< >>")])

    with pytest.raises(Refused, match=r"form\.altered"):
        check(signed(slipped, form.fields[0], "王德贵", ink()))
