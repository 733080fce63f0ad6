"""Promise 13, history cannot be changed unnoticed: every mutation of an export is found, and no false alarm."""

from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.evidence import mutations
from tests.evidence.journals import COUNTY_PUBLIC, Export, countersign, exported, verifier, written

MODULE = verifier()


def journal_of(place: Path, seed: int) -> Export:
    """Give the export of a random journal of which the county signed something."""
    chance = Random(seed)
    with written(place / f"window{seed}", chance, accepted=chance.randint(1, 3), notes=chance.randint(3, 25)) as desk:
        countersign(desk, chance)
        return exported(desk, place / f"journal{seed}.ndjson")


def wrong(place: Path, out: Export, kid: str) -> list[str]:
    """Give what the verifier finds, who knows the county's key, the window's fingerprint, and the receipts."""
    file = place / "journal.ndjson"
    file.write_bytes(out.content)
    journal: Any = MODULE.Journal(file, [COUNTY_PUBLIC], [kid])
    for size, code in out.receipts:
        journal.receipt(f"{size}/{code}")
    return list(journal.wrong)


def found_of(place: Path, seeds: range, tries: int) -> tuple[Counter[str], Counter[str], int]:
    """Give how often each mutation was found and tried, and how many untouched journals were called wrong.

    Of each journal there are so many `tries`.
    """
    found, tried, alarms = Counter[str](), Counter[str](), 0
    for seed in seeds:
        out, chance = journal_of(place, seed), Random(1_000 + seed)
        alarms += bool(wrong(place, out, out.kid))
        for nth in range(tries):
            mutate = mutations.MUTATIONS[nth % len(mutations.MUTATIONS)]
            changed = mutate(out, chance)
            if changed == out:
                continue  # two equal lines changed places
            tried[mutate.__name__] += 1
            found[mutate.__name__] += bool(wrong(place, changed, out.kid))
    return found, tried, alarms


def test_mutations_are_found_and_whole_journals_are_whole(tmp_path: Path) -> None:
    found, tried, alarms = found_of(tmp_path, range(4), 160)
    assert (found, alarms) == (tried, 0)
    assert set(tried) == {mutate.__name__ for mutate in mutations.MUTATIONS}
    assert tried.total() > 600


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_ten_thousand_of_ten_thousand_mutations_are_found(tmp_path: Path, part: int) -> None:
    found, tried, alarms = found_of(tmp_path, range(4 * part, 4 * part + 4), 260)
    assert (found, alarms) == (tried, 0)
    assert tried.total() >= 1_000, "ten times"


def test_what_nobody_elsewhere_has_seen_can_be_changed_by_who_holds_the_windows_key(tmp_path: Path) -> None:
    """Said openly: it is not counted as found, and the verifier says up to where the county has signed."""
    for seed in range(4):
        out = journal_of(tmp_path, seed)
        changed = mutations.insider_behind_all_witnesses(out, Random(seed))
        assert changed != out
        assert wrong(tmp_path, changed, out.kid) == []
        journal: Any = MODULE.Journal(tmp_path / "journal.ndjson", [COUNTY_PUBLIC], [])
        ((device, held),) = journal.roots.items()
        assert "拿着窗口钥匙的人改了它" in journal.word(device, len(held))
