"""A few words for each step, as the golden journals hold them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.case import Case
from app.journal import step_words
from app.journal.case import fold_case
from app.journal.entry import Entry
from app.journal.steps import KINDS
from tests.journal.golden import read_lines

JOURNALS = Path(__file__).parents[1] / "data" / "journals"
# What is said of these is a name or a word of somebody, which may be empty; the kind says the rest.
SILENT = {"case.visit_prepared", "case.objection_raised"}


def told() -> Iterator[tuple[Case, Entry]]:
    for file in sorted(JOURNALS.glob("*.jsonl")):
        stored = read_lines(file.read_text("utf-8"))
        for subject in {one.entry.subject for one in stored if one.entry.subject.startswith("case:")}:
            mine = [one for one in stored if one.entry.subject == subject]
            case = fold_case(subject.removeprefix("case:"), mine)
            assert case is not None
            yield from ((case, one.entry) for one in mine if one.entry.body is not None and one.entry.v == 1)


def test_every_step_is_told_in_chinese_and_without_codes() -> None:
    seen = set()
    for case, entry in told():
        words = step_words.said(case, entry.kind, entry.body or {})
        if words is None:
            continue
        seen.add(entry.kind)
        assert words or entry.kind in SILENT, entry.kind
        assert not re.search(r"[a-z]_[a-z]", words), (entry.kind, words)
    assert {kind for kind, _ in KINDS} - seen == {"case.notice_taken_down"}  # its name says it


def test_what_is_no_step_has_no_words() -> None:
    case = next(case for case, _ in told())
    assert step_words.said(case, "case.accepted", {}) is None


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        ("case.check_reported", {"qualified": True}, "符合"),
        ("case.check_reported", {"qualified": False, "doubts": [{}, {}]}, "不符合，疑点 2 条"),
        ("case.confirmed", {"programme": "dibao", "monthly_fen": 0, "once_fen": 0}, "低保"),
        ("case.aid_given", {"way": "goods", "goods": "米", "receiver": "王德贵"}, "东西，米，王德贵"),
        ("case.aid_changed", {"what": "stop", "facts": "收入高了"}, "停发，收入高了"),
        ("case.self_care_assessed", {"member": "x", "unmet": []}, "六样都能自己办"),
        ("case.sent_back", {"to": "a word of a newer program", "reason": "改"}, "a word of a newer program，改"),
        ("case.extended", {"reason": "objection", "due_on": "2026-12-01"}, "公示有异议，2026-12-01"),
        ("case.cap_lifted", {"amount_fen": 0, "reference": "渠府函2号"}, "不同意，渠府函2号"),
        ("case.cap_lifted", {"amount_fen": 300_000, "reference": "渠府函2号"}, "一次 3,000 元，渠府函2号"),
        ("case.doubt_explained", {"doubt": "x", "verdict": "true", "note": "卖了"}, "属实，卖了"),
    ],
)
def test_a_step_in_a_few_words(kind: str, body: dict[str, object], words: str) -> None:
    assert step_words.said(Case("x", "t-7K3M9Q"), kind, body) == words
