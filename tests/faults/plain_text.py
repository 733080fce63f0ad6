"""A day at the window that ends in a crash, with people whose names are then looked for in every file.

`python -m tests.faults.plain_text FOLDER` works in FOLDER (also its folder for temporary files) and crashes.
"""

import contextlib
import faulthandler
import logging
import os
import resource
import signal
import sys
import traceback
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from app.domain.person import Identity
from app.services import intake
from app.services.backup import backup
from app.services.desk import Desk
from app.services.verify import verify
from app.store import Store
from app.vault import Keyring
from app.vault.slots import Cost
from tests.store import township

PLANTED = Identity(
    name="欧阳䶮彧",
    sex="male",
    ethnic="汉",
    birth="1971-03-05",
    address="四川省渠县青龙镇无此村9组99号",
    id_number="51172519710305991X",
    issuer="渠县公安局无此所",
    valid_from="2020-01-01",
    valid_to="2040-01-01",
)
PASSWORD = "无人知道的密码77"
PHONE, NOTE, PAPER = "19987654321", "这句话只该在密文里", b"the words of a scanned paper 5f1c"
WORDS = (PLANTED.name, PLANTED.address, PLANTED.id_number, PLANTED.issuer, PASSWORD, PHONE, NOTE)


def secrets() -> Iterator[bytes]:
    """Give every planted value in every form in which it might stand in a file."""
    for word in WORDS:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
            yield word.encode(encoding)
        yield word.encode("unicode_escape")
        yield quote(word).encode()  # as addresses are written, in Qt's settings too
        yield "".join(f"\\x{ord(one):x}" for one in word).encode()  # as Qt's settings are written
    yield PAPER
    yield township.DEVICE.private_key
    yield township.DEVICE.private_key.hex().encode()


def found_in(folder: Path) -> list[str]:
    """Give the files below `folder` in which a planted value can be read, with the value."""
    wanted = list(secrets())
    hits = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            hits += [f"{path.relative_to(folder)}: {secret!r}" for secret in wanted if secret in content]
    return hits


def a_day(folder: Path) -> None:
    """Set up, unlock, capture, draft, accept, note, look, back up, fail, and crash."""
    desk = _unlocked(folder)
    draft = township.application(desk, 1)
    applicant = replace(draft.applicant, identity=PLANTED)
    draft = replace(draft, members=(applicant,), phone=PHONE, residence=PLANTED.address)
    picture = intake.Picture(PAPER * 100, "image/jpeg", PAPER * 50, {"name": PLANTED.name}, "good", "file")
    draft = intake.add_picture(desk, draft, "hukou_page", applicant.id, picture)
    draft = replace(draft, form_content=intake.content_digest(draft))
    intake.save(desk, draft)
    intake.save(desk, replace(township.application(desk, 2), residence=PLANTED.address))
    case = intake.accept(desk, draft).case
    with desk.store.work(desk.author) as work:
        work.append([township.note(case.id, NOTE)])
    desk.store.settle()
    with desk.store.work(desk.author) as work:
        work.append([township.note(case.id, NOTE)])
    backup(desk.store, desk.vault, folder / "safe.yimen")
    logging.info(str(verify(desk.store, desk.vault).to_json()))
    _fail(desk)
    os.kill(os.getpid(), signal.SIGSEGV)


def _unlocked(folder: Path) -> Desk:
    data = folder / "data"
    data.mkdir()
    officer = township.AUTHOR.officer
    Keyring(data).create(officer, "王德贵", PASSWORD, cost=Cost(64, 1))
    key = Keyring(data).open(officer, PASSWORD)
    store = Store.create(data / "yimen.db", key, township.morning)
    with store.work() as work:
        work.set_device(township.DEVICE)
    return township.desk_of(data, store)


def _fail(desk: Desk) -> None:
    """A bug in a statement full of people, logged with all that its error says."""
    summary = desk.store.cases()[0]
    with contextlib.suppress(Exception), desk.store.work() as work:
        from app.store.schema import case_summary  # noqa: PLC0415 - where the bug is

        row = {name: getattr(summary, name) for name in ("case_id", "applicant", "id_number", "village")}
        try:
            work._connection.execute(case_summary.insert(), row)  # noqa: SLF001 - as a bug inside would
        except Exception:
            logging.error(traceback.format_exc())  # noqa: TRY400 - all of it, as the log has it
            raise


if __name__ == "__main__":
    where = Path(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
    os.chdir(where)
    logging.basicConfig(filename=where / "log.txt", level=logging.DEBUG)
    with (where / "crash.txt").open("w") as crash:
        faulthandler.enable(crash, all_threads=True)
        a_day(where)
