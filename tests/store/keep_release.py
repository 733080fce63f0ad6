"""Make tests/data/stores/vNNNN: an installation as this release leaves it. Run once for every new schema.

`python -m tests.store.keep_release` from the project's folder; what is there already is never made again.
"""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pyrage

from app.domain.draft import Draft
from app.domain.household import Relation
from app.domain.low_income import ListedPerson, Listing
from app.domain.referral import Answered
from app.domain.registration import Lack
from app.domain.visit import Outcome, Visitor
from app.services import blank_forms, changes, intake, leads, low_income, referrals, registration, tray, urgent, visits
from app.services.changes import Telling
from app.services.desk import Desk
from app.services.leads import Sighting
from app.services.referrals import Asking
from app.services.urgent import Emergency
from app.services.visits import Coming
from app.store import Store, schema
from app.store.append import SERVER_TIME
from app.vault import BlobVault, Keyring
from app.vault.slots import Cost
from tests.store import township
from tests.store.exchange import Exchange, other_device

STORED = Path(__file__).parents[1] / "data" / "stores"
OFFICER, PASSWORD = township.AUTHOR.officer, "练习用的密码"


def keep() -> Path:
    """Make the installation of this schema and give its folder."""
    folder = STORED / f"v{schema.VERSION:04}"
    folder.mkdir(parents=True)
    keyring = Keyring(folder)
    key = keyring.create(OFFICER, "王德贵", PASSWORD, cost=Cost(1_024, 1))
    keyring.add_slot(key, township.other_officer(), "李秀英", PASSWORD, role="leader")
    keyring.seal_recovery(key, str(pyrage.x25519.Identity.generate().to_public()))
    store = Store.create(folder / "yimen.db", key, township.morning)
    desk = Desk(folder, store, BlobVault(folder / "blobs"), township.AUTHOR, "王德贵", ("window",), township.OFFICE)
    desk = replace(desk, now=township.morning)
    with store.work() as work:
        work.set_device(township.DEVICE)
        work.saw_server_time(township.MORNING)
    known = _a_day(desk) | {"officer": OFFICER, "password": PASSWORD}
    store.close()
    (folder / "lock").unlink()
    (folder / "known.json").write_text(json.dumps(known, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return folder


def _a_day(desk: Desk) -> dict[str, object]:
    """Delivered, undelivered, corrected, withheld, from elsewhere, as a draft, written again: one of everything."""
    county = Exchange()
    intake.accept(desk, township.application(desk, 1))
    county.push(desk.store)
    _waits_for_a_spouse(desk)
    other = _case_from_another_window(desk, county)
    with desk.store.work(township.AUTHOR) as work:
        work.append([township.note(other, "换机前补记")])
    with desk.store.work() as work:
        work.begin_new_chain("01900000-0000-7000-8000-0000000000d9", "0G", bytes(range(3, 35)), desk.store.head()[0])
    while True:
        with desk.store.work() as work:
            if work.reissue().finished:
                break
    with desk.store.work(township.AUTHOR) as work:
        work.append([township.note(other, "换机后补记")])
        work.set_setting("printer", {"name": "针式", "shift_mm": [1, -2]})
    return _known(desk, _beside_cases(desk))


def _known(desk: Desk, draft: Draft) -> dict[str, object]:
    """Give what a later program has to find again."""
    waiting = desk.store.pending()
    return {
        "numbers": [case.number for case in desk.store.cases()],
        "drafts": [draft.applicant.identity.name],
        "tasks": [task.kind for task in desk.store.tasks()],
        "pending": [waiting.entries, waiting.blobs],
        "visits": [visit.outcome for visit in desk.store.visits(township.TODAY)],
        "matters": [row.number for kind in ("change", "referral") for row in desk.store.matters(kind)],
        "listed": [row.listing.name for row in desk.store.every_listing() if row.on_list],
        "leads": [row.name for row in desk.store.matters("lead")],
        "papers": [paper.state for paper in desk.store.papers()],
        "settings": [SERVER_TIME, "printer"],
        "tray": [tray.put(desk, b"no place yet", "image/jpeg", "camera").original.sha256],
    }


def _beside_cases(desk: Desk) -> Draft:
    """Give a draft, after a visit, a change, an answered referral, blank forms, an emergency, a registration told."""
    who = Visitor("李桂兰", "511725196210050021", village="青龙村")
    visits.record(desk, Coming("change", who), Outcome.REPORTED)
    changes.report(desk, Telling(who, ("death",), "2026-11-01", "王德贵", about_id_number="511725196002290018"))
    made = referrals.make(desk, Asking(who, "medical", "县医保局", "住院押金"))
    referrals.answer(desk, made.id, Answered("2026-11-24", "王科长", "granted"))
    batch = blank_forms.reserve(desk, 2)
    if batch.reserved:
        blank_forms.spoil(desk, batch.reserved.numbers[1], "打湿了")
    urgent.record(
        desk,
        Emergency(
            "fire", "灶房起火", "青龙村3组", "2026-11-23", "住处、棉被", "goods", goods="棉被", description="女，六十岁"
        ),
    )
    _register(desk)
    told = township.application(desk, 6)
    registration.ask_supplement(desk, told, (Lack("guardian", how="请监护人来"),))
    registration.end_case(desk, told.id)
    return township.application(desk, 5)


def _register(desk: Desk) -> None:
    """Put two households on the register, one of them off again, and leave a lead."""
    child = ListedPerson("王建军", "511725198505060010", "20")
    listing = Listing("王德贵", "511725196002290018", "青龙村", "3", classes=("dibao",), members=(child,))
    kept = low_income.add(desk, listing)
    low_income.change(desk, kept.id, replace(listing, flags=("lives_alone",)))
    gone = low_income.add(desk, Listing("李桂兰", "511725196210050027", "青龙村", classes=("tekun",)))
    low_income.remove(desk, gone.id, "搬走了")
    leads.find(desk, Sighting(Visitor("张婆婆", village="石桥村"), "石桥村5组", "米缸是空的", "网格员", "2026-11-23"))


def _waits_for_a_spouse(desk: Desk) -> None:
    draft = township.application(desk, 2)
    spouse = replace(township.member(3), relation=Relation.SPOUSE.value)
    draft = replace(draft, members=(draft.applicant, spouse))
    intake.accept(desk, replace(draft, form_content=intake.content_digest(draft)))


def _case_from_another_window(desk: Desk, county: Exchange) -> str:
    folder = desk.data / "other"
    folder.mkdir()
    store = township.open_store(folder, device=other_device())
    elsewhere = replace(desk, data=folder, store=store, vault=BlobVault(folder / "blobs"))
    done = intake.accept(elsewhere, township.application(elsewhere, 4))
    county.sync(store, desk.store)
    store.close()
    shutil.rmtree(folder)
    return done.case.id


if __name__ == "__main__":
    keep()
