"""县里的标准, from the window: a file is looked at, adopted, taken back; what the county sends is offered on home."""

import hashlib
from pathlib import Path

import pytest

from app.domain.rules_adopted import Adopted, adopted
from app.services import local_rules
from app.services.desk import Desk
from tests.desk.counter import Counter
from ui.home.window import HomePage
from ui.rules.window import RulesPage

FIRST = b'id = "quxian-1"\n[dibao.standard]\nurban_fen = 86000\nrural_fen = 65000\n'
SECOND = FIRST.replace(b"quxian-1", b"quxian-2").replace(b"65000", b"66000")


def opened(at: Counter) -> RulesPage:
    at.pages.go("rules")
    page: RulesPage = at.settle().shown(RulesPage)
    return page


def lay(at: Counter, page: RulesPage, folder: Path, written: bytes) -> None:
    place = folder / "county.toml"
    place.write_bytes(written)
    page.model.open_file(place)
    at.settle()


def rows(page: RulesPage) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in page.changes.rows]


def told(desk: Desk, written: bytes) -> None:
    """Let the county's journal tell of a pack whose file is here."""
    sealed = desk.vault.put(written, "application/toml")
    said = Adopted("quxian-2", hashlib.sha256(written).hexdigest(), "2026-10-11", "county", sealed.ref, 1)
    with desk.store.work(desk.author) as work:
        work.keep(sealed)
        work.append([adopted("county", said)])


def test_without_a_file_there_is_nothing_to_adopt(counter: Counter) -> None:
    page = opened(counter)

    assert page.verb.why == "先选一份文件"
    assert not page.changes.isVisible()
    assert not page.offer.isVisible()


def test_a_file_is_shown_as_what_it_changes_in_words(counter: Counter, tmp_path: Path) -> None:
    page = opened(counter)
    lay(counter, page, tmp_path, FIRST)

    assert ("低保（整户）　标准　农村（元）", "2025-07-01", "620.00", "650.00") in rows(page)
    assert page.said.text.startswith("quxian-1：和现在用的比，变 ")
    assert local_rules.history(counter.desk) == ()


def test_adopting_is_one_key_and_is_in_the_journal(counter: Counter, tmp_path: Path) -> None:
    page = opened(counter)
    lay(counter, page, tmp_path, FIRST)
    counter.press("F10")

    assert page.model.view.in_force == "现在用的：quxian-1"
    assert [one.pack for one in local_rules.history(counter.desk)] == ["quxian-1"]
    lay(counter, page, tmp_path, FIRST)
    assert page.verb.why == "就是现在用的"


@pytest.mark.parametrize(
    "written", [b"\xff", b"[dibao.standard]\nrural_fen = -1\n", b"[xin_jiuzhu.standard]\nfen = 1\n"]
)
def test_a_wrong_file_is_refused_in_a_sentence_and_nothing_is_adopted(
    counter: Counter, tmp_path: Path, written: bytes
) -> None:
    page = opened(counter)
    lay(counter, page, tmp_path, FIRST)
    lay(counter, page, tmp_path, written)
    counter.press("F10")

    assert "请" in page.refused.text
    assert local_rules.history(counter.desk) == ()


def test_the_one_before_comes_back_by_adopting_it_again(counter: Counter, tmp_path: Path) -> None:
    page = opened(counter)
    for written in (FIRST, SECOND):
        lay(counter, page, tmp_path, written)
        counter.press("F10")
    page.past.setFocus()
    page.past.select(1)
    counter.press("Enter")
    assert rows(page) == [("低保（整户）　标准　农村（元）", "一直", "660.00", "650.00")]
    counter.press("F10")

    assert [one.pack for one in local_rules.history(counter.desk)] == ["quxian-1", "quxian-2", "quxian-1"]


def test_home_offers_what_the_county_sent_until_it_is_adopted(counter: Counter) -> None:
    told(counter.desk, SECOND)
    counter.pages.show_home()
    home: HomePage = counter.settle().shown(HomePage)
    assert [row.key for row in home.model.view.rows if row.key == "rules:"] == ["rules:"]
    home.model.choose("rules:")
    page: RulesPage = counter.settle().shown(RulesPage)
    assert page.said.text == "县里发来了新的标准 quxian-2（10月11日）。"

    counter.press("F8", "F10", "Esc")

    assert counter.page == "home"
    assert [row.key for row in counter.settle().shown(HomePage).model.view.rows if row.key == "rules:"] == []
