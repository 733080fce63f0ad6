"""Every service asks whether it may: all of them, with every role, against the one table."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import app.services
from app.domain.duties import TABLE, WEIGHTY, Act
from app.domain.officer import GrantState, Role, Standing
from app.errors import Refused
from app.services import looking
from app.services.desk import Desk
from app.services.duty import ACTS
from tests.store.township import AUTHOR, OFFICE

# What each service is. One that is missing here, or in the code, fails the test below.
SAID = """
afterwards HANDLE sign_on_paper add_paper correct note withdraw end hand_over note_platform
aid_papers PRINT hearing_record change_notice phase_out recheck_form recheck_record relief_sheet relief_explained
aid_steps HANDLE give_account hear record_death change_household move_away
aid_steps INVESTIGATE recheck
aid_steps DECIDE change_aid
archive_papers PRINT archive_index
assessing TAKE_IN of_draft
assessing SEE of_case
assessment_paper PRINT assessment_report
backups LOOK_AFTER make rehearse is_on_the_same_disk
blank_forms TAKE_IN reserve spoil look_up unused
boards SEE board handlers last_day_of
case_head SEE head
changes TAKE_IN report
check_steps HANDLE request_check report_check tell_check contest_check
check_steps INVESTIGATE explain_doubt
copy_out HANDLE ticked tick
copy_out EXPORT workbook
decision_papers PRINT decision_sheet confirmation refusal delivery_slip self_care care_agreement
decision_steps REVIEW give_opinion extend
decision_steps SEND_BACK send_back
decision_steps RESOLVE deliberate
decision_steps DECIDE confirm not_confirm
decision_steps RELEASE announce deliver
elsewhere_steps HANDLE settle
filing HANDLE find keep missing about unsigned pages_to_sign
find SEE find
fund KEEP_FUND begin top_up count correct
fund_paper SEE_FUND fund_ledger
handover_steps HANDLE take_over
inquiry_papers PRINT check_request check_record check_result kin_record survey_form testimony appraisal_record
inquiry_papers PRINT objection_record inquiry_letter
inspection INSPECT page subjects_of selection
inspection TAKE_EVIDENCE gather write
intake TAKE_IN begin save discard add_picture duplicates accept
intake HANDLE sealed_of capture_of
intake SEE accepted
journal_export TAKE_EVIDENCE export
key_paper KEEP_KEYS recovery_sheet
late_entry TAKE_IN begin
leads NOTE_LEAD find
leads TAKE_IN settle begin settle_by
local_rules ADOPT_RULES adopt
local_rules LOOK_AFTER history look_at_adopted
looking SEE case draft document seen
low_income HANDLE add change remove put_back listed
low_income EXPORT export
low_income_import HANDLE read compare preview write undo
low_income_import SEE last_import
meetings SEE waiting deciders confirm_all
meetings DECIDE refuse
notice_steps HANDLE make_poster post_notice take_down raise_objection
notice_steps INVESTIGATE settle_objection appraise
officer_keys LOOK_AFTER change_password pc_keys enrol_token forget_token
officer_keys KEEP_KEYS give_password remove
office_papers PRINT meeting_paper sample_record
office_papers EXPORT roster
pages TAKE_IN put take_back change cut remove move
papers PRINT change_receipt referral_slip supplement_notice blank_forms refusal_notice mandate withdrawal
papers PRINT urgent_record register handover_list
papers HANDLE thumb_page
paper_signing HANDLE open_paper sign_paper
placing HANDLE home_of place home_by_number
receipt_check SEE check
recovering KEEP_KEYS sheet_of
receipt PRINT receipt note_printed
referrals HANDLE make answer tell
registration TAKE_IN register ask_supplement not_accept end end_case resume
relief_steps SEE given_this_year
relief_steps GIVE give_aid
relief_steps HANDLE end_emergency supplement route_up
returning TAKE_IN last_time
revisits SEE revisit_of
rosters LOOK_AFTER closing_day days_left
rosters EXPORT set_closing_day workbook
rosters SEE read
rounds SEE homes colleagues
seal_setup LOOK_AFTER seal_picture try_out
sealing PRINT ready
sealing SEAL sign hand_over take_back
second HANDLE agree
seen_by SEE seen_by paper
second LOOK_AFTER colleagues
session MANAGE_KEYS add_officer
signing TAKE_IN prepare keep add_signature add_paper_signature
signing HANDLE make day_of
stand_ins DELEGATE hand_on take_back standing_in
standard_steps DECIDE raise_one
standard_steps SEE raise_all
standard_steps NOTE_LEAD note
standards SEE read count line_of
step_papers PRINT step_paper in_one
tray HANDLE put split drop waiting
urgent TAKE_IN record
village TAKE_IN begin brought
village_papers PRINT poster announcement route_list walk
visit_steps HANDLE prepare_round name_kin
visit_steps INVESTIGATE record_visit assess_self_care
visit_steps DECLARE declare_kin
visits HANDLE record conclude
visits TAKE_IN record_application give_way
visits SEE of_day whom
"""
# What asks nothing, and why.
OPEN = {
    ("looking", "note"): "writes that somebody looked; what is shown asked before",
    ("looking", "listed"): "as above",
    ("looking", "searched"): "as above",
    ("looking", "printed"): "as above",
    ("looking", "kept_as_file"): "as above",
    ("looking", "exported"): "as above",
    ("inspection", "note"): "inside an export, which asked",
    ("signed_file", "write_signed"): "inside an export, which asked",
    ("sealing", "is_set_up"): "a setting of the PC; nobody's",
    ("session", "reopen"): "somebody unlocks: who it is stands only afterwards",
    ("session", "adopt_grant"): "the first officer takes the id that the county gave, with a password",
    ("local_rules", "countys"): "the county's numbers; nobody's",
    ("packs_used", "times"): "the county's numbers; nobody's",
    ("packs_used", "mark_of"): "the county's numbers; nobody's",
    ("steps", "actor"): "inside a step, which asked",
    ("steps", "seal"): "inside a step, which asked",
    ("steps", "take"): "inside a step, which asked",
    ("steps", "take_all"): "inside a step, which asked",
    ("steps", "write"): "inside a step, which asked",
    ("intake", "next_number"): "inside a work that is open, which asked",
    ("fund", "payment"): "inside a payment, which asked",
}
# These go over many cases and ask at each of them: the refusals are told apart.
ASKS_EACH = {("meetings", "confirm_all"), ("standard_steps", "raise_all")}


def said() -> dict[tuple[str, str], Act]:
    lines = (line.split() for line in SAID.split("\n") if line)
    return {(module, name): Act[act] for module, act, *names in lines for name in names}


def services() -> Iterator[tuple[str, str, Callable[..., Any]]]:
    """Give every public function of the services that takes the desk."""
    for found in pkgutil.iter_modules(app.services.__path__):
        module = importlib.import_module(f"app.services.{found.name}")
        for name, function in vars(module).items():
            if not inspect.isfunction(function) or name.startswith("_") or function.__module__ != module.__name__:
                continue
            parameters = list(inspect.signature(inspect.unwrap(function)).parameters.values())
            if parameters and parameters[0].annotation in (Desk, "Desk") and found.name != "duty":
                yield found.name, name, function


def desk_of(tmp_path: Path, standing: Standing) -> Desk:
    """Give a desk without store or vault: what the guard lets through breaks there, and nothing is done."""

    class Book:
        def standing(self, _officer: str, _now: object) -> Standing:
            return standing

    nothing: Any = None
    book: Any = Book()
    return Desk(tmp_path, nothing, nothing, AUTHOR, "陈素华", standing.roles, OFFICE, book=book)


def refusal(function: Callable[..., Any], desk: Desk) -> str:
    """Give the code by which the guard refuses; empty where it lets it through, whatever comes after."""
    needed = [
        one
        for one in list(inspect.signature(inspect.unwrap(function)).parameters.values())[1:]
        if one.default is inspect.Parameter.empty
    ]
    keywords = {one.name: None for one in needed if one.kind is inspect.Parameter.KEYWORD_ONLY}
    try:
        function(desk, *[None] * (len(needed) - len(keywords)), **keywords)
    except Refused as refused:
        is_guards = refused.code.startswith("duty.") or refused.code == "decision.no_leader"
        return refused.code if is_guards else ""
    except Exception:  # noqa: BLE001 - there is no store: any of them may break in its own way
        return ""
    return ""


def test_every_service_says_what_it_is_and_is_listed() -> None:
    found = {(module, name) for module, name, _function in services()}
    guarded = {(module.rpartition(".")[2], name): act for (module, name), act in ACTS.items()}

    assert found - set(OPEN) == set(said())
    assert set(OPEN) <= found
    assert guarded == said()


@pytest.mark.parametrize("role", Role)
def test_a_service_opens_for_its_roles_only(tmp_path: Path, role: Role) -> None:
    desk = desk_of(tmp_path, Standing((role.value,)))
    opened = {(module, name) for module, name, function in services() if not refusal(function, desk)}

    assert opened - set(OPEN) == {name for name, act in said().items() if role in TABLE[act]}


@pytest.mark.parametrize("state", [GrantState.EXPIRED, GrantState.UNKNOWN])
def test_what_decides_pays_or_lets_out_wants_the_county_s_word(tmp_path: Path, state: GrantState) -> None:
    town = desk_of(tmp_path, Standing(("window", "investigator", "reviewer", "leader", "fund"), state, "2026-10-01"))
    watch = desk_of(tmp_path, Standing(("inspector",), state, "2026-10-01"))
    acts = said()

    def who(name: tuple[str, str]) -> Desk:
        return watch if name in acts and TABLE[acts[name]] <= {Role.INSPECTOR, Role.IT} else town

    refused = {
        (module, name): code
        for module, name, function in services()
        if (code := refusal(function, who((module, name))))
    }

    assert refused == {name: f"duty.{state.value}" for name, act in said().items() if act in WEIGHTY}
    assert {("decision_steps", "confirm"), ("relief_steps", "give_aid"), ("low_income", "export")} <= set(refused)
    assert not {("intake", "accept"), ("visit_steps", "record_visit"), ("afterwards", "note")} & set(refused)


def test_whose_word_was_taken_back_does_nothing_but_look_after_the_machine(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, Standing(("window", "leader"), GrantState.REVOKED))
    opened = {(module, name) for module, name, function in services() if not refusal(function, desk)}

    assert opened - set(OPEN) == {name for name, act in said().items() if act is Act.LOOK_AFTER}


def test_what_an_inspector_may_do_writes_nothing() -> None:
    for module, name, function in services():
        act = said().get((module, name))
        if act and Role.INSPECTOR in TABLE[act] and (module, name) not in ASKS_EACH:
            source = inspect.getsource(inspect.unwrap(function))
            assert ".work(" not in source, (module, name)
            assert "take(" not in source, (module, name)


@pytest.mark.parametrize(("role", "code"), [(Role.IT, "duty.role"), (Role.INSPECTOR, "")])
def test_a_case_is_looked_at_by_who_may(tmp_path: Path, role: Role, code: str) -> None:
    desk = desk_of(tmp_path, Standing((role.value,)))
    try:
        looking.case(desk, "x")
    except Refused as refused:
        assert refused.code == code
    except AttributeError:
        assert not code
