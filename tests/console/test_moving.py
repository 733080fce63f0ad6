"""移交 and 补移交 through their pages: who may, what is refused, what is kept of each look and act."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.county.embedded import County
from tests.console.browser import Browser
from tests.console.test_cases import looked_at
from tests.county.at_the_county import Township
from tests.sync.window import Window, until_quiet

SANHUI = "511725107"


@pytest.fixture(scope="module")
def sanhui(tmp_path_factory: pytest.TempPathFactory, county: County) -> Iterator[Township]:
    """The township that goes on with what moves."""
    window = Window(Path(tmp_path_factory.mktemp("sanhui")))
    yield Township(window.enrol(county.enrol_code(SANHUI, "三汇镇", "county").code, county.url))
    window.close()


@pytest.fixture
def case(township: Township) -> str:
    case = township.accept()
    township.bring()
    return case


def moved(leader: Browser, case: str) -> str:
    """Hand a case over on the page; gives the case that goes on."""
    page = f"/cases/{case}/move"
    leader.get(page).post(page, division=SANHUI, reason="户籍迁到三汇镇", sure="yes")
    assert leader.path != page, leader.text
    return leader.path.removeprefix("/cases/")


def test_a_leader_hands_a_case_over_on_its_page(
    leader: Browser, county: County, township: Township, sanhui: Township, case: str
) -> None:
    assert f"/cases/{case}/move" in leader.get(f"/cases/{case}").page.text
    page = leader.get(f"/cases/{case}/move")
    assert "三汇镇" in page.text
    assert 'value="511725106"' not in page.page.text, "its own township is no choice"

    new = moved(leader, case)

    assert "移交自 三汇镇" not in leader.text
    assert "移交自 青龙镇" in leader.text
    assert f"/cases/{case}" in leader.page.text
    written = leader.page.text.split("<tbody>")[-1].split("</tr>")
    assert ["青龙镇" in line for line in written if "<td" in line] == [True, True]
    assert ["ours" in line for line in written if "<td" in line] == [False, True], "a copy is not the county's own work"
    assert township.window.author.officer not in leader.page.text
    old = leader.get(f"/cases/{case}")
    assert "已移交 三汇镇" in old.text
    assert f'href="/console/cases/{new}"' in old.page.text
    assert f"/cases/{case}/move" not in old.page.text
    assert looked_at(county, case) == ["handle"]
    assert looked_at(county, new) == ["handle"]
    until_quiet(township.window, sanhui.window)
    found = sanhui.window.store.case(new)
    assert found is not None
    assert found.progress.continued is not None
    assert (found.number, found.progress.continued.by) == (township.number(), "郑直")


def test_what_is_in_the_way_is_said_and_what_was_typed_stays(leader: Browser, sanhui: Township, case: str) -> None:
    assert sanhui.window.device_id()
    page = f"/cases/{case}/move"
    leader.get(page)
    good = {"division": SANHUI, "reason": "户籍迁走了", "sure": "yes"}
    for wrong, sentence in (
        ({"sure": ""}, "请先和两边说好"),
        ({"division": ""}, "请选乡镇"),
        ({"division": "511725106"}, "请选另外一个"),
        ({"reason": ""}, "请写为什么移交"),
    ):
        leader.post(page, **{**good, **wrong})
        assert (leader.status, sentence in leader.text) == (409, True), (wrong, leader.text)
        assert ("户籍迁走了" in leader.page.text) is bool(wrong.get("reason", "x"))
    leader.post(page, **good)
    assert leader.get(page).post(page, **good).status == 409
    assert "已经移交过了" in leader.text


def test_only_who_decides_hands_over(worker: Browser, it: Browser, case: str) -> None:
    assert f"/cases/{case}/move" not in worker.get(f"/cases/{case}").page.text
    for browser in (worker, it):
        for step in ("move", "send-after"):
            assert browser.get(f"/cases/{case}/{step}").status == 403
            assert browser.post(f"/cases/{case}/{step}", sure="yes").status == 403


def test_what_came_after_the_move_is_a_duty_and_is_sent_after_it(
    leader: Browser, township: Township, sanhui: Township, case: str
) -> None:
    new = moved(leader, case)
    township.window.note(case, "移交以后才报来的一句")
    township.bring()
    assert f"/cases/{case}/send-after" in leader.get("/?waits=send-after").page.text
    page = leader.get(f"/cases/{case}/send-after")
    assert "后来才报上来 1 条" in page.text
    assert "移交以后才报来的一句" in page.text

    leader.post(f"/cases/{case}/send-after")
    assert leader.path == f"/cases/{case}"
    assert "补移交" in leader.text
    assert f"/cases/{case}/send-after" not in leader.get("/?waits=send-after").page.text
    until_quiet(sanhui.window)
    found = sanhui.window.store.case(new)
    assert found is not None
    assert found.notes == ("移交以后才报来的一句",)
    assert "移交以后才报来的一句" in leader.get(f"/cases/{new}").text
    for ask, status in ((leader.get, 200), (leader.post, 409)):
        answered = ask(f"/cases/{case}/send-after")
        assert (answered.status, "没有要补移交的" in answered.text) == (status, True)
        assert 'data-key="F10"' not in answered.page.text, "there is nothing to send, so nothing offers it"


def test_what_never_moved_has_nothing_to_be_sent_after(leader: Browser, case: str) -> None:
    for ask, status in ((leader.get, 200), (leader.post, 409)):
        answered = ask(f"/cases/{case}/send-after")
        assert (answered.status, "没有移交过" in answered.text) == (status, True)


def test_nobody_moves_what_is_not_there(leader: Browser) -> None:
    for step in ("move", "send-after"):
        for case in ("01a20d5c-0000-7000-8000-0000000000c9", "x"):
            assert leader.get(f"/cases/{case}/{step}").status == 404
            assert leader.post(f"/cases/{case}/{step}", sure="yes").status == 404
