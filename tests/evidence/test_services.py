"""A receipt against the journal; an inspector's questions; who saw a file; and what is taken out of all that."""

import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import load_workbook

import resources
from app.domain import access, receipt_code
from app.domain.access import Export, Exported, Purpose
from app.domain.act_group import KINDS, ActGroup
from app.domain.fact import Fact
from app.errors import Refused
from app.services import inspection, intake, looking, receipt_check, seen_by
from app.services.act_words import ActWords, export_word, purpose_word, what_word
from app.services.desk import Desk
from app.services.inspection import Asked
from app.services.verify import verify
from app.store.acts import Acts
from tests.evidence.journals import countersign, inspector, run, verifier, written
from tests.find.whole_desk import application, member
from tests.store.damage import rewrite_line
from tests.store.damage import run as spoil
from tests.store.exchange import Exchange, other_device
from tests.store.township import AUTHOR, open_store


# --- a receipt
def test_a_receipt_says_its_acceptance_and_that_all_before_it_is_whole(busy: Desk) -> None:
    for case in busy.store.cases():
        size, code = busy.store.receipt_code(case.case_id)
        found = run(receipt_check.check(busy, receipt_code.grouped(code).lower()))
        assert (found.size, found.broken_at, found.countersigned_at) == (size, 0, "")
        assert [(one.case_id, one.number) for one in found.acceptances] == [(case.case_id, case.number)]


def test_the_countys_word_over_a_longer_part_covers_a_receipt(tmp_path: Path) -> None:
    with written(tmp_path / "window", Random(8), notes=6) as desk:
        with desk.store.work() as work:
            newest = work.checkpoint()
        while desk.store.checkpoints(unsent=True):
            countersign(desk, Random(1))
        spoil(
            tmp_path / "window" / "yimen.db", "UPDATE checkpoint SET countersigned = NULL WHERE size < ?", newest.size
        )
        _, code = desk.store.receipt_code(desk.store.cases()[0].case_id)
        found = run(receipt_check.check(desk, code))
    assert (found.broken_at, found.countersigned_at, found.countersigned_size) == (
        0,
        "2026-11-24T02:00:00.000Z",
        newest.size,
    )


@pytest.mark.parametrize("change", ["signature", "root", "at", "kid"])
def test_a_word_that_is_not_the_countys_counts_as_none(tmp_path: Path, change: str) -> None:
    with written(tmp_path / "window", Random(8), notes=6) as desk:
        while desk.store.checkpoints(unsent=True):
            countersign(desk, Random(1))
        for point in desk.store.checkpoints():
            said = {**(point.countersigned or {}), change: "2026-11-25T02:00:00.000Z"}
            with desk.store.work() as work:
                work.countersigned(point.size, said)
        _, code = desk.store.receipt_code(desk.store.cases()[0].case_id)
        assert run(receipt_check.check(desk, code)).countersigned_at == ""


@pytest.mark.parametrize(
    "change",
    [
        lambda line: line.replace(b"case.", b"cese.", 1),
        lambda line: line.replace(b'"seq":2', b'"seq":9', 1),
        lambda line: line[:9],
    ],
)
def test_an_entry_that_was_changed_is_named_by_a_receipt_behind_it(busy: Desk, tmp_path: Path, change: Any) -> None:
    _, code = busy.store.receipt_code(busy.store.cases()[0].case_id)
    rewrite_line(tmp_path / "yimen.db", busy.store.outbox()[1].hash, change)
    assert run(receipt_check.check(busy, code)).broken_at == 2


def test_entries_that_are_gone_or_forged_are_found_by_a_receipt(busy: Desk, tmp_path: Path) -> None:
    from tests.store.test_verify import put_forged  # noqa: PLC0415 - a test's own tool

    size, code = busy.store.receipt_code(busy.store.cases()[0].case_id)
    put_forged(tmp_path / "yimen.db", busy.store.outbox()[size - 4])
    assert run(receipt_check.check(busy, code)).broken_at == size - 2
    put_forged(tmp_path / "yimen.db", busy.store.outbox()[size - 1])
    spoil(tmp_path / "yimen.db", "DELETE FROM entry WHERE seq = ?", size - 3)
    assert run(receipt_check.check(busy, code)).broken_at == size - 3
    spoil(tmp_path / "yimen.db", "DELETE FROM entry WHERE seq > 1")
    assert run(receipt_check.check(busy, code)).broken_at == 2


def test_a_last_entry_that_was_forged_is_found_by_the_root(busy: Desk, tmp_path: Path) -> None:
    from tests.store.test_verify import put_forged  # noqa: PLC0415 - a test's own tool

    size, code = busy.store.receipt_code(busy.store.cases()[0].case_id)
    put_forged(tmp_path / "yimen.db", busy.store.outbox()[size - 1])
    assert run(receipt_check.check(busy, code)).broken_at == size


def test_a_slip_of_the_pen_is_told_from_a_code_that_is_not_ours(busy: Desk) -> None:
    _, code = busy.store.receipt_code(busy.store.cases()[0].case_id)
    slip = ("B" if code[0] == "A" else "A") + code[1:]
    assert run(receipt_check.check(busy, slip)).near == (code,)
    assert run(receipt_check.check(busy, code[1] + code[0] + code[2:])).near in {(code,), ()}
    strange = run(receipt_check.check(busy, "AAAAAAAAAAAA"))
    assert (strange.size, strange.near) == (0, ())


@pytest.mark.parametrize(("typed", "code"), [("A4B3", "receipt_code.length"), ("A4B3-PXBU-LR59", "receipt_code.odd")])
def test_what_is_no_code_is_told(busy: Desk, typed: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        run(receipt_check.check(busy, typed))
    assert refused.value.code == code


# --- who did what when
def page(desk: Desk, **asked: Any) -> inspection.Page:
    found: inspection.Page = run(inspection.page(inspector(desk), Asked(**asked)))
    return found


def test_every_purpose_has_its_word_at_the_window_and_at_the_county() -> None:
    assert [one for one in access.Purpose if purpose_word(one) == one] == []
    assert set(resources.texts("console")["words"]["purpose"]) == set(access.Purpose)


def test_only_an_inspector_sees_who_did_what(busy: Desk) -> None:
    with pytest.raises(Refused) as refused:
        run(inspection.page(busy, Asked()))
    assert refused.value.code == "duty.role"


def test_acts_are_told_the_latest_first_in_plain_words(busy: Desk) -> None:
    case = busy.store.cases()[0]
    looking.case(busy, case.case_id, Purpose.COPY_OUT)
    found = page(busy)
    assert found.count == len(found.acts) == 16
    assert [one.at for one in found.acts] == sorted((one.at for one in found.acts), reverse=True)
    look = next(one for one in found.acts if one.what == "看")
    assert (look.text, look.case, case.applicant in look.about, look.time) == (
        "录到省平台",
        case.case_id,
        True,
        "09:30",
    )
    assert {one.what for one in found.acts} == {"看", "受理", "归材料", "签字", "承诺"}


def test_acts_are_filtered_by_officer_case_kind_and_day(busy: Desk) -> None:
    case = busy.store.cases()[0]
    person = case.id_number
    looking.case(busy, case.case_id)
    assert page(busy, group=ActGroup.LOOK).count == 1
    assert page(busy, group=ActGroup.EXPORT).count == 0
    assert page(busy, about=case.number).count == page(busy, about=person).count == 6
    assert page(busy, officer=AUTHOR.officer).count == 16
    assert page(busy, officer="01900000-0000-7000-8000-0000000000ff").count == 0
    assert page(busy, from_on=date(2026, 11, 24), to_on=date(2026, 11, 24)).count == 16
    assert page(busy, to_on=date(2026, 11, 23)).count == 0
    assert page(busy, from_on=date(2026, 11, 25)).count == 0
    every = sum(page(busy, group=group).count for group in ActGroup if group is not ActGroup.EVERY)
    assert every == 16
    with pytest.raises(Refused) as refused:
        page(busy, about="没有这个人")
    assert refused.value.code == "inspect.nobody"


def test_pages_follow_each_other_without_gap_or_repeat(busy: Desk) -> None:
    seen: list[str] = []
    before = None
    while acts := run(inspection.page(inspector(busy), Asked(), before, 4)).acts:
        seen += [one.hash for one in acts]
        before = (acts[-1].at, acts[-1].hash)
    assert len(seen) == len(set(seen)) == 15


def test_every_kind_belongs_to_one_group() -> None:
    kinds = [kind for group in KINDS.values() for kind in group]
    assert len(kinds) == len(set(kinds))


def test_what_others_wrote_and_what_is_strange_is_told_too(busy: Desk, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other, case = open_store(tmp_path / "other", device=other_device()), busy.store.cases()[0].case_id
    county = Exchange()
    county.sync(busy.store, other)
    facts = [
        Fact(f"case:{case}", "case.dreamt_of", 1, {"note": "梦见的"}),
        Fact(f"case:{case}", "case.opinion_given", 1, {"programme": ["?"]}),
        Fact("visit:v", "visit.recorded", 1, {"note": "来过", "by": "县里的人"}),
        Fact("case:unknown", "case.noted", 1, {"text": "没有别的"}),
        Fact("access:x", "access.looked", 2, {"subject": 7, "purpose": "dreaming"}),
        Fact("access:x", "access.exported", 2, {"what": "dreams"}),
    ]
    with other.work(replace(AUTHOR, officer="01900000-0000-7000-8000-00000000beef")) as work:
        work.append(facts[:4])
    county.sync(other, busy.store)
    other.close()
    with busy.store.work(AUTHOR) as work:
        work.append(facts[4:])
    told = {one.what: one for one in page(busy).acts}
    assert (told["case.dreamt_of"].text, told["case.dreamt_of"].who) == ("梦见的", "不认得的人（…beef）")
    assert (told["来访"].who, told["来访"].about) == ("县里的人", "来访")
    assert told["审核意见"].text == ""
    assert (told["备注"].about, told["看"].text) == ("", "dreaming")
    assert (told["导出"].text, export_word("looks"), purpose_word("inspect")) == ("dreams：", "谁看过", "督查")
    assert what_word("case.accepted") == "受理"


def test_names_are_those_of_the_countys_grants_too(busy: Desk) -> None:
    body = {"officer": "01900000-0000-7000-8000-0000000000aa", "name": "何督查"}
    with busy.store.work(AUTHOR) as work:
        work.append([Fact("officer:01900000-0000-7000-8000-0000000000aa", "officer.granted", 1, body)])
    words = ActWords(busy)
    assert words.name("01900000-0000-7000-8000-0000000000aa") == "何督查"
    assert words.officers() == ((AUTHOR.officer, "王德贵"),)


def test_an_erased_entry_says_so(busy: Desk, tmp_path: Path) -> None:
    from app.journal.entry import read  # noqa: PLC0415 - used once

    entry = busy.store.outbox()[2]
    rewrite_line(tmp_path / "yimen.db", entry.hash, lambda line: read(line).without_body().to_line())
    assert next(one for one in page(busy).acts if one.hash == entry.hash).text == "内容已按规定删除"


def test_a_table_of_acts_that_was_touched_is_found_and_made_anew(busy: Desk, tmp_path: Path) -> None:
    assert verify(busy.store, busy.vault).ok
    spoil(tmp_path / "yimen.db", "DELETE FROM act WHERE kind = 'case.signed'")
    (fault,) = verify(busy.store, busy.vault).findings
    assert (fault.what, fault.which) == ("read_model", "acts")
    assert list(busy.store.rebuild())
    assert verify(busy.store, busy.vault).ok
    spoil(tmp_path / "yimen.db", "UPDATE act SET actor = 'somebody else' WHERE kind = 'case.signed'")
    assert [one.which for one in verify(busy.store, busy.vault).findings] == ["acts"]


# --- taken out
def taken(desk: Desk, file: Path, reason: str = "信访核查", **asked: Any) -> inspection.TakenOut:
    who = inspector(desk)
    gathered = run(inspection.gather(who, Asked(**asked), reason, file.suffix[1:]))
    return inspection.write(who, gathered, file)


@pytest.mark.parametrize("form", ["xlsx", "pdf"])
def test_a_list_is_signed_recorded_and_checked_by_the_verifier(busy: Desk, tmp_path: Path, form: str) -> None:
    file, module = tmp_path / f"list.{form}", verifier()
    out = taken(busy, file, officer=AUTHOR.officer, from_on=date(2026, 11, 1))
    last = busy.store.outbox()[-1]
    assert (last.kind, (last.body or {})["count"], (last.body or {})["from_on"]) == (
        "access.exported",
        15,
        "2026-11-01",
    )
    assert (out.count, out.signature.name) == (15, f"list.{form}.sig")
    said = module.signed_file(file, [], [])
    assert "信访核查" in said
    assert "15 条" in said
    sig = json.loads(out.signature.read_bytes())
    assert sig["checkpoint"]["size"] == last.seq
    if form == "xlsx":
        rows = list(load_workbook(io.BytesIO(file.read_bytes())).worksheets[0].values)
        assert len(rows) == 6 + 15
        assert out.code in str(rows[4][0])
        assert any("受理" in row for row in rows)


def test_a_changed_list_or_signature_is_found(busy: Desk, tmp_path: Path) -> None:
    file, module = tmp_path / "list.xlsx", verifier()
    out = taken(busy, file)
    content, sig = file.read_bytes(), out.signature.read_bytes()
    for changed in (content[:-1], content + b" ", bytes([content[0] ^ 1]) + content[1:]):
        file.write_bytes(changed)
        with pytest.raises(ValueError, match="摘要对不上"):
            module.signed_file(file, [], [])
    file.write_bytes(content)
    for name, value in (("reason", "别的"), ("count", 1), ("by", "李四"), ("kid", "x"), ("device", "x")):
        out.signature.write_text(json.dumps({**json.loads(sig), name: value}))
        with pytest.raises(ValueError, match="签名不对"):
            module.signed_file(file, [], [])


def test_a_list_is_held_against_the_journal_that_it_is_from(busy: Desk, tmp_path: Path) -> None:
    from tests.evidence.journals import exported  # noqa: PLC0415 - used once

    file, module = tmp_path / "list.pdf", verifier()
    taken(busy, file)
    out = exported(busy, tmp_path / "journal.ndjson")
    journal = module.Journal(tmp_path / "journal.ndjson", [], [])
    assert module.signed_file(file, [journal], [out.kid])
    with pytest.raises(ValueError, match="不是要核对的那个窗口"):
        module.signed_file(file, [journal], ["another"])
    with written(tmp_path / "window", Random(2)) as other:
        exported(other, tmp_path / "other.ndjson")
    with pytest.raises(ValueError, match="对不上"):
        module.signed_file(file, [module.Journal(tmp_path / "other.ndjson", [], [])], [])


def test_an_export_about_a_case_is_an_entry_about_that_case(busy: Desk, tmp_path: Path) -> None:
    case = busy.store.cases()[0]
    taken(busy, tmp_path / "list.xlsx", about=case.number)
    assert page(busy, about=case.number, group=ActGroup.EXPORT).count == 1


@pytest.mark.parametrize(
    ("roles", "reason", "code"),
    [
        (("window",), "核查", "duty.role"),
        (("it",), "核查", "duty.role"),
        (("inspector",), "", "export.reason_missing"),
    ],
)  # fmt: skip - a table
def test_a_list_is_for_inspectors_with_a_reason(busy: Desk, roles: tuple[str, ...], reason: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        run(inspection.gather(replace(busy, roles=roles), Asked(), reason, "xlsx"))
    assert refused.value.code == code
    assert busy.store.head()[0] == 15


def test_too_much_for_paper_is_told(busy: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspection, "MOST_ON_PAPER", 3)
    with pytest.raises(Refused) as refused:
        run(inspection.gather(inspector(busy), Asked(), "核查", "pdf"))
    assert refused.value.code == "export.too_many_for_paper"


def test_an_empty_list_is_a_list(busy: Desk, tmp_path: Path) -> None:
    for form in ("xlsx", "pdf"):
        assert taken(busy, tmp_path / f"empty.{form}", to_on=date(2020, 1, 1)).count == 0


def test_an_export_of_nobody_is_refused() -> None:
    body = Exported(Export.LOOKS, "page", "本人", "2026-11-24T01:30:00.000Z", "t-7H2K9Q", 0)
    with pytest.raises(Refused) as refused:
        access.exported("", body)
    assert refused.value.code == "access.nobody"


# --- who saw a file
def test_a_person_hears_who_saw_the_file_and_that_is_recorded(busy: Desk) -> None:
    case = busy.store.cases()[0]
    looking.case(busy, case.case_id)
    found = seen_by.seen_by(busy, case.id_number)
    assert (found.whose, [one.text for one in found.looks]) == (case.applicant, ["办这一件"])
    paper = seen_by.paper(busy, found)
    assert paper.pdf.startswith(b"%PDF")
    again = seen_by.seen_by(busy, case.number)
    assert sorted(one.text for one in again.looks) == ["办这一件", *["谁看过：本人查询谁看过自己的材料"] * 2]
    assert busy.store.count_acts(Acts(subjects=(f"case:{case.case_id}",), kinds=("access.",))) == 4


def test_a_file_that_nobody_saw_and_a_person_whom_nobody_knows(busy: Desk) -> None:
    case = busy.store.cases()[0]
    found = seen_by.seen_by(busy, case.number)
    assert found.looks == ()
    assert seen_by.paper(busy, found).pages == 1
    with pytest.raises(Refused) as refused:
        seen_by.seen_by(busy, "没有这个人")
    assert refused.value.code == "seen_by.nobody"


def test_a_name_of_two_people_is_asked_again(busy: Desk) -> None:
    for seed in (31, 32):
        intake.accept(busy, application(busy, member("周桂芳", "1951-04-09", seed)))
    with pytest.raises(Refused) as refused:
        seen_by.seen_by(busy, "周桂芳")
    assert refused.value.code == "seen_by.several"
