"""Papers of a case are certified and sealed where that is set up, each with an entry; nothing is asked where not."""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from app.domain.case import Case
from app.domain.draft import Draft
from app.errors import Refused, Unavailable
from app.forms.seal import drawn_seal
from app.pades.check import check
from app.pades.folder import Folder
from app.pades.key_file import KeyFile, read_key_file
from app.pades.report import Verdict
from app.pades.roots import read_roots
from app.pades.sign import seal
from app.pades.token import Token
from app.services import decision_steps, intake, seal_setup, sealing, trusted
from app.services.afterwards import correct, documents
from app.services.decision_steps import Reasons
from app.services.desk import Desk
from app.services.seal_setup import SealSetup, Source
from app.services.sealing import Offer, Secrets
from tests.made_up import on_the_way as way
from tests.pades.authority import PASSWORD, Authority
from tests.pictures.png import transparent
from tests.services.test_intake import signed

SECRETS = Secrets(PASSWORD, PASSWORD)


class Office(NamedTuple):
    """Who gives certificates, and where the keys of this window are."""

    authority: Authority
    officer: Path
    seal: Path


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder, authority = tmp_path_factory.mktemp("keys"), Authority()
    for name, file in (("陈素华", "officer.p12"), ("渠县青龙镇人民政府", "seal.p12")):
        (folder / file).write_bytes(authority.issue(name, "渠县青龙镇人民政府").p12())
    return Office(authority, folder / "officer.p12", folder / "seal.p12")


@pytest.fixture
def case(desk: Desk, draft: Draft) -> Case:
    return intake.accept(desk, signed(desk, draft)).case


def set_up(desk: Desk, keys: Office, by: Source | None = None) -> None:
    seal_setup.set_officer(desk.data, desk.author.officer, Source("file", str(keys.officer)))
    seal_setup.set_seal(desk.data, by or Source("file", str(keys.seal)))


def verdict(desk: Desk, case: Case, keys: Office) -> Verdict:
    pdf = desk.document(case.sealed[-1].document)
    return check(pdf, read_roots([keys.authority.pem]), desk.now()).verdict


def test_nothing_is_asked_where_nothing_is_set_up(desk: Desk, case: Case) -> None:
    assert not sealing.is_set_up(desk)
    assert seal_setup.load(desk.data) == SealSetup()
    with pytest.raises(Refused, match=r"seal\.not_set_up"):
        sealing.sign(desk, case.id, sealing.ready(desk, case, "receipt"), SECRETS)
    (desk.data / seal_setup.FILE).write_bytes(b"{")
    assert seal_setup.load(desk.data) == SealSetup()


def test_a_receipt_is_certified_and_sealed_and_the_journal_says_so(desk: Desk, case: Case, keys: Office) -> None:
    set_up(desk, keys)
    assert sealing.is_set_up(desk)
    assert sealing.offers(case) == (Offer("application", "open"), Offer("receipt", "open"))
    shown = sealing.ready(desk, case, "receipt")
    assert shown.box is not None

    after = sealing.sign(desk, case.id, shown, SECRETS)

    assert verdict(desk, after, keys) is Verdict.WHOLE
    told = after.sealed[-1]
    assert (told.paper, told.before, told.awaits_seal) == ("receipt", shown.sha256, False)
    assert [(one.by, one.source, one.subject) for one in told.marks] == [
        ("officer", "file", "陈素华，渠县青龙镇人民政府"),
        ("seal", "file", "渠县青龙镇人民政府"),
    ]
    assert told.marks[0].signed_on == "2026-10-12"
    assert int(told.marks[0].serial, 16) > 0
    assert told.document in documents(after)
    assert {one.name: one.state for one in sealing.offers(after)}["receipt"] == "done"
    assert sealing.ready(desk, after, "receipt").signed == told.document
    with pytest.raises(Refused, match=r"seal\.already"):
        sealing.sign(desk, case.id, shown, SECRETS)


def test_a_paper_that_was_corrected_since_is_signed_anew(desk: Desk, case: Case, keys: Office) -> None:
    set_up(desk, keys)
    sealing.sign(desk, case.id, sealing.ready(desk, case, "receipt"), SECRETS)
    corrected = correct(desk, case.id, {"phone": "13800000009"}, "本人说")

    again = sealing.ready(desk, corrected, "receipt")
    assert again.signed is None
    after = sealing.sign(desk, case.id, again, SECRETS)
    assert [one.before == again.sha256 for one in after.sealed] == [False, True]


def test_the_application_is_certified_by_the_officer_alone(desk: Desk, case: Case, keys: Office) -> None:
    set_up(desk, keys)
    shown = sealing.ready(desk, case, "application")
    assert hashlib.sha256(shown.pdf).hexdigest() == case.signed[0].shown[0].sha256

    after = sealing.sign(desk, case.id, shown, SECRETS)

    assert [one.by for one in after.sealed[-1].marks] == ["officer"]
    assert verdict(desk, after, keys) is Verdict.WHOLE


def test_without_a_seal_papers_are_certified_only(desk: Desk, case: Case, keys: Office) -> None:
    seal_setup.set_officer(desk.data, desk.author.officer, Source("file", str(keys.officer)))
    shown = sealing.ready(desk, case, "receipt")
    assert shown.box is None
    assert verdict(desk, sealing.sign(desk, case.id, shown, SECRETS), keys) is Verdict.WHOLE


def test_what_changed_since_it_was_shown_is_not_signed(desk: Desk, case: Case, keys: Office) -> None:
    set_up(desk, keys)
    shown = sealing.ready(desk, case, "receipt")
    with pytest.raises(Refused, match=r"seal\.changed"):
        sealing.sign(desk, case.id, replace(shown, pdf=shown.pdf + b" "), SECRETS)
    assert case_of(desk, case).sealed == ()


def test_a_wrong_password_writes_nothing(desk: Desk, case: Case, keys: Office) -> None:
    set_up(desk, keys)
    shown = sealing.ready(desk, case, "receipt")
    for secrets in (Secrets("x", PASSWORD), Secrets(PASSWORD, "x")):
        with pytest.raises(Refused, match=r"seal\.wrong_password"):
            sealing.sign(desk, case.id, shown, secrets)
    assert case_of(desk, case).sealed == ()


def test_what_is_not_there_is_not_offered(desk: Desk, case: Case) -> None:
    for name in ("confirmation", "nothing"):
        with pytest.raises(Refused, match=r"case\.content_missing"):
            sealing.ready(desk, case, name)
    with pytest.raises(Refused, match=r"case\.content_missing"):
        sealing.sign(desk, "01a20d5c-0000-7000-8000-0000000000ff", sealing.ready(desk, case, "receipt"), SECRETS)


def test_what_the_county_decides_the_office_does_not_seal(desk: Desk) -> None:
    way.confirms_itself(desk)
    case = way.accepted(desk, "李红", 7)
    way.proposed(desk, way.looked_into(desk, case), "refuse")
    refused = decision_steps.not_confirm(way.as_leader(desk), case.id, Reasons("收入超过标准", "第45条"))

    assert "not_confirmed" in [one.name for one in sealing.offers(refused)]
    assert sealing.ready(desk, refused, "not_confirmed").pdf.startswith(b"%PDF")
    assert refused.accepted is not None
    countys = replace(refused, accepted=replace(refused.accepted, confirmer="county"))
    assert "not_confirmed" not in [one.name for one in sealing.offers(countys)]


def test_another_program_seals_in_its_folder(desk: Desk, case: Case, keys: Office, tmp_path: Path) -> None:
    folder = tmp_path / "client"
    folder.mkdir()
    set_up(desk, keys, Source("folder", str(folder)))
    waiting = sealing.sign(desk, case.id, sealing.ready(desk, case, "receipt"), SECRETS)
    assert {one.name: one.state for one in sealing.offers(waiting)}["receipt"] == "waits"
    assert verdict(desk, waiting, keys) is Verdict.UNSEALED
    (handed,) = folder.iterdir()
    with pytest.raises(Refused, match=r"seal\.not_back"):
        sealing.take_back(desk, case.id, "receipt")

    handed.unlink()
    sealing.hand_over(desk, case.id, "receipt")
    key = read_key_file(keys.seal.read_bytes(), PASSWORD, desk.now())
    handed.write_bytes(seal(handed.read_bytes(), key, desk.now(), drawn_seal(desk.office.name)))
    after = sealing.take_back(desk, case.id, "receipt")

    assert verdict(desk, after, keys) is Verdict.WHOLE
    assert [(one.by, one.source, one.subject) for one in after.sealed[-1].marks] == [
        ("seal", "folder", "渠县青龙镇人民政府")
    ]
    assert after.sealed[-1].before == waiting.sealed[-1].document.sha256
    assert list(folder.iterdir()) == []
    for wrong in (sealing.take_back, sealing.hand_over):
        with pytest.raises(Refused, match=r"seal\.not_set_up"):
            wrong(desk, case.id, "receipt")


def test_what_is_set_up_is_remembered_and_tried(desk: Desk, keys: Office, tmp_path: Path) -> None:
    token, folder = Source("token", "/opt/driver.so", "office"), Source("folder", str(tmp_path))
    seal_setup.set_seal(desk.data, token)
    assert seal_setup.load(desk.data).seal == token
    assert seal_setup.key_source(token) == Token(Path("/opt/driver.so"), "office")
    assert seal_setup.key_source(Source("file", "/x.p12")) == KeyFile(Path("/x.p12"))
    assert seal_setup.folder_of(token) is None
    assert seal_setup.folder_of(folder) == Folder(tmp_path)
    assert not Source("file").is_set

    found = seal_setup.try_out(desk, Source("file", str(keys.seal)), PASSWORD)
    assert found is not None
    assert found[0].subject == "渠县青龙镇人民政府"
    assert check(found[1], read_roots([keys.authority.pem]), desk.now()).is_whole
    assert seal_setup.try_out(desk, folder, "") is None
    with pytest.raises(Unavailable, match=r"seal\.no_folder"):
        seal_setup.try_out(desk, Source("folder", str(tmp_path / "gone")), "")
    with pytest.raises(Refused, match=r"seal\.not_set_up"):
        seal_setup.try_out(desk, Source(), "")


def test_the_office_has_a_picture_of_its_seal_or_it_is_drawn(desk: Desk) -> None:
    drawn = seal_setup.seal_picture(desk)
    assert drawn == drawn_seal(desk.office.name)
    seal_setup.set_picture(desk.data, transparent(60, 60))
    assert seal_setup.load(desk.data).has_picture
    assert seal_setup.seal_picture(desk) not in (drawn, b"")
    for wrong in (b"GIF89a", b"x" * (5 * 1024 * 1024)):
        with pytest.raises(Refused, match=r"seal\.picture"):
            seal_setup.set_picture(desk.data, wrong)
    seal_setup.set_picture(desk.data, b"")
    assert seal_setup.seal_picture(desk) == drawn
    assert seal_setup.seal_picture(replace(desk, training=True)) != drawn


def test_roots_are_kept_told_and_taken_away(desk: Desk, keys: Office) -> None:
    assert trusted.roots(desk.data) == ()
    holder = trusted.add(desk.data, keys.authority.pem)
    assert holder.subject == "测试根证书，一门测试"
    assert trusted.roots(desk.data) == (keys.authority.pem,)
    assert trusted.known(desk.data) == (holder,)
    for wrong in (b"", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", keys.officer.read_bytes()):
        with pytest.raises(Refused, match=r"seal\.not_a_root"):
            trusted.add(desk.data, wrong)
    trusted.remove(desk.data, holder.sha256)
    assert trusted.known(desk.data) == ()


def test_roots_end_somewhere(desk: Desk) -> None:
    for _ in range(32):
        trusted.add(desk.data, Authority().pem)
    with pytest.raises(Refused, match=r"seal\.many_roots"):
        trusted.add(desk.data, Authority().pem)


def case_of(desk: Desk, case: Case) -> Case:
    found = desk.store.case(case.id)
    assert found is not None
    return found
