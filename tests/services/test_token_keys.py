"""A UKey at the desk: enrolled, opened with, given up; from the library's path in the settings to the journal."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import settings
from app.services import officer_keys, session
from app.services.desk import Desk
from app.services.session import SetUp
from tests.services.conftest import COST, NAME, PASSWORD, enrol, monday
from tests.services.test_officer_keys import code_of, deeds
from tests.vault.soft_tokens import PIN, Tokens


@pytest.fixture(scope="session")
def tokens(tmp_path_factory: pytest.TempPathFactory) -> Tokens:
    made = Tokens(tmp_path_factory.mktemp("tokens"))
    made.make("li-hong", valid_days=200)
    made.make("old", valid_days=-1)
    return made


@pytest.fixture
def desk(tmp_path: Path, tokens: Tokens) -> Iterator[Desk]:
    """陈素华 is at a desk that knows its library, with a UKey plugged in."""
    officer = session.set_up(tmp_path, SetUp(NAME, PASSWORD), enrol, cost=COST, now=monday)
    settings.remember(tmp_path, token_library=tokens.library)
    tokens.plug_in("li-hong")
    opened = session.unlock(tmp_path, officer, PASSWORD, now=monday)
    yield opened
    opened.store.close()
    tokens.pull_out()


def test_a_ukey_opens_after_it_was_enrolled_and_no_more_after_it_was_given_up(desk: Desk) -> None:
    mine = desk.author.officer
    assert officer_keys.enrol_token(desk, PASSWORD, PIN) == "li-hong"
    assert session.reopen(desk, mine, PIN, by_token=True).officer_name == NAME
    desk.store.close()

    again = session.unlock(desk.data, mine, PIN, by_token=True, now=monday)
    officer_keys.forget_token(again, PASSWORD)

    assert code_of(lambda: session.reopen(again, mine, PIN, by_token=True)) == "unlock.no_token"
    assert code_of(lambda: officer_keys.forget_token(again, PASSWORD)) == "unlock.no_token"
    assert [deed for deed, _, _ in deeds(again.store)] == ["token", "token_gone"]
    again.store.close()


def test_a_certificate_that_ran_out_is_not_enrolled_but_one_that_runs_out_later_still_opens(
    desk: Desk, tokens: Tokens
) -> None:  # fmt: skip - one line
    officer_keys.enrol_token(desk, PASSWORD, PIN)
    later = desk.now().replace(year=2030)
    assert officer_keys.pc_keys(desk).officers[0].token_to < later.isoformat()
    assert session.reopen(desk, desk.author.officer, PIN, by_token=True)
    tokens.plug_in("old")
    assert code_of(lambda: officer_keys.enrol_token(desk, PASSWORD, PIN)) == "token.expired"


def test_without_password_pin_or_library_nothing_is_enrolled(desk: Desk) -> None:
    assert code_of(lambda: officer_keys.enrol_token(desk, "错的", PIN)) == "unlock.wrong_password"
    assert code_of(lambda: officer_keys.enrol_token(desk, PASSWORD, "999999")) in {"token.pin", "token.pin_low"}
    settings.remember(desk.data, token_library="")
    assert code_of(lambda: officer_keys.enrol_token(desk, PASSWORD, PIN)) == "token.no_library"
    assert officer_keys.pc_keys(desk).officers[0].token == ""


def test_a_token_without_a_certificate_has_no_end(desk: Desk, tokens: Tokens) -> None:
    tokens.make("plain")
    tokens.plug_in("plain")
    assert officer_keys.enrol_token(desk, PASSWORD, PIN) == "plain"
    assert officer_keys.pc_keys(desk).officers[0].token_to == ""
