"""The protocol's list of kinds against the folds that read them."""

import re
from pathlib import Path

from app.domain.fact import Fact
from app.journal import case, desk, fund, low_income
from app.journal.fold import Stored
from tests.journal.conftest import Writer

DOCUMENT = Path(__file__).parents[2] / "docs" / "protocol.md"
FOLDS = {"case": case.fold_case, "visit": desk.fold_visit, "change": desk.fold_change,
         "referral": desk.fold_referral, "paper": desk.fold_paper, "fund": fund.fold_fund,
         "household": low_income.fold_household, "lead": low_income.fold_lead}  # fmt: skip


def documented() -> list[str]:
    section = DOCUMENT.read_text("utf-8").split("## 13. ")[1].split("\n## ")[0]
    cells = (line.split("|")[1] for line in section.splitlines() if line.startswith("| `"))
    return [kind for cell in cells for kind in re.findall(r"`([a-z_.]+)`", cell)]


def written() -> set[str]:
    """Give every kind that the program writes."""
    product = [
        path for folder in ("app/domain", "app/services") for path in (DOCUMENT.parents[1] / folder).rglob("*.py")
    ]
    return {
        kind
        for path in product
        for kind in re.findall(
            r'"((?:case|visit|change|referral|paper|fund|household|lead|rules|access|officer)\.[a-z_]+)", 1, ',
            path.read_text("utf-8"),
        )
    }


def test_what_the_program_writes_stands_in_the_protocol_and_nothing_else() -> None:
    assert len(documented()) == len(set(documented()))
    assert written() == set(documented())


def test_a_kind_that_nobody_documented_is_not_understood() -> None:
    for kind, fold in FOLDS.items():
        fact = Fact(f"{kind}:x", f"{kind}.dreamt_of", 1, {})
        state = fold("x", [Stored(Writer().write(fact.kind, fact.body, subject=fact.subject), 1)])
        assert state is not None
        assert state.needs_newer
