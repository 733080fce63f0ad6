"""The county's own packs at a window: in force, broken, looked at, adopted, offered, taken back."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

import resources
from app.domain.fact import BlobRef, Fact, plain
from app.domain.rules_adopted import COUNTYS, Adopted, adopted, subject_of
from app.domain.visit import Visitor
from app.errors import Refused, Unavailable
from app.journal.rules import adoptions
from app.services import local_rules, referrals
from app.services.desk import Desk
from app.services.local_rules import ADOPTED, FOLDER, LARGEST
from app.services.notice_steps import last_day
from app.services.referrals import Asking

FIRST = b'id = "quxian-1"\n[dibao.standard]\nurban_fen = 86000\nrural_fen = 65000\n'
SECOND = FIRST.replace(b"quxian-1", b"quxian-2").replace(b"65000", b"66000")
NOTICE = b'[dibao.due]\nstep = "notice_end"\ncount = 7\nunit = "working_days"\n'
CAP = b"[linshi_jiuzhu.cap]\nfen_per_year = 1000000\n"


def put(data: Path, name: str, written: bytes) -> None:
    (data / FOLDER).mkdir(exist_ok=True)
    (data / FOLDER / name).write_bytes(written)


def code_of(desk: Desk, written: bytes) -> str:
    with pytest.raises(Refused) as refused:
        local_rules.look_at(desk.data, written)
    return refused.value.code


def test_without_a_pack_the_programs_values_hold(desk: Desk) -> None:
    assert local_rules.in_force(desk.data) == local_rules.InForce()
    assert local_rules.history(desk) == ()


def test_several_packs_are_one(desk: Desk) -> None:
    put(desk.data, "a.toml", FIRST)
    put(desk.data, "b.toml", CAP)
    force = local_rules.in_force(desk.data)

    assert force.local is not None
    assert (force.local.id, set(force.local.entries), force.broken) == (
        "quxian-1+local",
        {"dibao", "linshi_jiuzhu"},
        (),
    )


def test_a_broken_file_is_named_and_the_others_are_used(desk: Desk) -> None:
    put(desk.data, "a.toml", b"\xff\xfe")
    put(desk.data, "b.toml", CAP)
    force = local_rules.in_force(desk.data)

    assert force.local is not None
    assert (force.local.id, force.broken) == ("local", ("a.toml",))


def test_packs_that_contradict_each_other_are_all_named_and_none_is_used(desk: Desk) -> None:
    put(desk.data, "a.toml", FIRST)
    put(desk.data, "b.toml", SECOND)

    assert local_rules.in_force(desk.data) == local_rules.InForce(None, ("a.toml", "b.toml"))


def test_a_pack_is_looked_at_as_what_it_changes(desk: Desk) -> None:
    look = local_rules.look_at(desk.data, FIRST)

    assert (look.pack, look.sha256, look.is_in_force) == ("quxian-1", hashlib.sha256(FIRST).hexdigest(), False)
    assert ("rural_fen", 62_000, 65_000) in {(one.key, one.before, one.after) for one in look.changes}
    assert not (desk.data / FOLDER).exists()


def test_what_cannot_be_a_pack_is_refused(desk: Desk) -> None:
    assert code_of(desk, b"\xff") == "local.unreadable"
    assert code_of(desk, b"#" * (LARGEST + 1)) == "local.too_large"
    put(desk.data, "a.toml", FIRST)
    assert code_of(desk, SECOND) == "local.overlap"


def test_a_broken_file_of_it_staff_does_not_hinder_a_look(desk: Desk) -> None:
    put(desk.data, "a.toml", b"\xff")
    assert local_rules.look_at(desk.data, CAP).pack == "local"


def test_an_adopted_pack_is_in_force_and_in_the_journal(desk: Desk) -> None:
    look = local_rules.look_at(desk.data, FIRST)
    said = local_rules.adopt(desk, look)

    force = local_rules.in_force(desk.data)
    assert force.local is not None
    assert force.local.id == "quxian-1"
    assert local_rules.history(desk) == (said,)
    assert (said.adopted_on, said.by, said.changes) == ("2026-10-12", desk.author.officer, len(look.changes))
    assert desk.document(said.document) == FIRST


def test_what_is_in_force_is_not_adopted_again(desk: Desk) -> None:
    local_rules.adopt(desk, local_rules.look_at(desk.data, FIRST))

    with pytest.raises(Refused) as refused:
        local_rules.adopt(desk, local_rules.look_at(desk.data, FIRST))
    assert refused.value.code == "local.same"


def test_a_pack_takes_the_place_of_the_one_before_and_that_one_can_come_back(desk: Desk) -> None:
    first = local_rules.adopt(desk, local_rules.look_at(desk.data, FIRST))
    look = local_rules.look_at(desk.data, SECOND)
    assert {(one.before, one.after) for one in look.changes} == {(65_000, 66_000)}
    local_rules.adopt(desk, look)

    local_rules.adopt(desk, local_rules.look_at_adopted(desk, first))

    assert [one.pack for one in local_rules.history(desk)] == ["quxian-1", "quxian-2", "quxian-1"]
    assert (desk.data / FOLDER / ADOPTED).read_bytes() == FIRST


def test_a_disk_that_refuses_leaves_nothing_behind(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _content: bytes) -> None:
        raise Unavailable("store.disk_full")

    monkeypatch.setattr(local_rules, "write_whole", full)

    with pytest.raises(Unavailable):
        local_rules.adopt(desk, local_rules.look_at(desk.data, FIRST))

    assert local_rules.history(desk) == ()
    assert local_rules.in_force(desk.data).local is None


def told(desk: Desk, written: bytes, subject: str = COUNTYS) -> Adopted:
    """Let the county tell of a pack whose file is here."""
    sealed = desk.vault.put(written, "application/toml")
    digest = hashlib.sha256(written).hexdigest()
    said = Adopted("quxian-2", digest, "2026-10-11", "county", sealed.ref, 1)
    with desk.store.work(desk.author) as work:
        work.keep(sealed)
        work.append([replace(adopted("county", said), subject=subject)])
    return said


def test_what_the_county_tells_is_offered_until_it_was_adopted(desk: Desk) -> None:
    assert local_rules.offered(desk.store, desk.office.scope) is None
    said = told(desk, SECOND)
    assert local_rules.offered(desk.store, desk.office.scope) == said

    local_rules.adopt(desk, local_rules.look_at_adopted(desk, said))

    assert local_rules.offered(desk.store, desk.office.scope) is None


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    place = tmp_path / "县里.toml"
    place.write_bytes(CAP)
    assert local_rules.read_file(place) == CAP
    with pytest.raises(Refused) as refused:
        local_rules.read_file(tmp_path / "没有.toml")
    assert (refused.value.code, refused.value.facts) == ("local.no_file", {"name": "没有.toml"})
    with pytest.raises(Refused):
        local_rules.read_file(tmp_path)


def test_the_example_can_be_adopted(desk: Desk) -> None:
    written = resources.path("rules/local-example.toml").read_bytes()
    assert local_rules.adopt(desk, local_rules.look_at(desk.data, written)).pack == "quxian-example"


# --- the fold
def test_an_office_tells_under_a_subject_of_its_own() -> None:
    assert (subject_of("county"), subject_of("t-0A1B2C")) == ("ref:rules", "ref:rules.t-0A1B2C")


def test_what_is_not_understood_or_was_erased_is_passed_over(desk: Desk) -> None:
    said = local_rules.adopt(desk, local_rules.look_at(desk.data, FIRST))
    body = plain(said)
    facts = [
        Fact(COUNTYS, "rules.adopted", 1, {**body, "changes": "many"}),
        Fact(COUNTYS, "rules.adopted", 2, body),
        Fact(COUNTYS, "rules.praised", 1, body),
    ]
    with desk.store.work(desk.author) as work:
        work.append(facts)
    stored = desk.store.entries(COUNTYS)
    assert adoptions(stored) == ()

    with desk.store.work(desk.author) as work:
        work.append([Fact(COUNTYS, "rules.adopted", 1, body)])
    last = desk.store.entries(COUNTYS)[-1]
    assert adoptions([last]) == (said,)
    assert adoptions([replace(last, entry=last.entry.without_body())]) == ()


def test_a_day_that_is_none_is_refused() -> None:
    said = Adopted("quxian-2", "0" * 64, "昨天", "o", BlobRef("0" * 64, 1, "application/toml"))
    with pytest.raises(Refused):
        adopted("county", said)


def test_the_days_of_a_step_are_the_countys(desk: Desk) -> None:
    asking = Asking(Visitor("王大"), "medical", "县医保局", "住院押金")
    before = referrals.make(desk, asking)
    put(desk.data, "days.toml", b"[desk.referral]\nworking_days = 5\n" + NOTICE)
    after = referrals.make(desk, asking)

    assert before.made is not None
    assert after.made is not None
    assert (before.made.due_on, after.made.due_on) == ("2026-10-26", "2026-10-19")
    assert last_day("dibao", "2026-10-12", "", local_rules.countys(desk)) == "2026-10-21"
