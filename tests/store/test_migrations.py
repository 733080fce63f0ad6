"""Every released schema still opens, and the newest is what the program thinks it is."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from app.errors import Unavailable
from app.services.verify import verify
from app.store import Store, schema
from app.vault import BlobVault, Keyring
from tests.store import township
from tests.store.damage import run
from tests.store.township import KEY

STORED = Path(__file__).parents[1] / "data" / "stores"
OURS: dict[str, Any] = {"include_name": schema.is_described}
RELEASES = sorted(folder.name for folder in STORED.iterdir())


def unlocked(folder: Path) -> tuple[Path, bytes, dict[str, Any]]:
    """Give database, key and what is known of a stored installation."""
    known = json.loads((folder / "known.json").read_text("utf-8"))
    key = Keyring(folder).open(known["officer"], known["password"])
    return folder / "yimen.db", key, known


@pytest.fixture(params=RELEASES)
def release(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of an installation as a released program left it."""
    return Path(shutil.copytree(STORED / request.param, tmp_path / request.param))


def test_there_is_a_stored_installation_of_every_released_schema() -> None:
    assert [f"v{number:04}" for number in range(1, schema.VERSION + 1)] == RELEASES


def test_a_stored_installation_opens_and_is_whole(release: Path) -> None:
    path, key, known = unlocked(release)
    store = Store.open(path, key)
    report = verify(store, BlobVault(release / "blobs"))
    assert report.findings == ()
    assert [case.number for case in store.cases()] == known["numbers"]
    assert [draft.applicant.identity.name for draft in store.drafts()] == known["drafts"]
    assert [task.kind for task in store.tasks()] == known["tasks"]
    assert [store.pending().entries, store.pending().blobs] == known["pending"]
    assert all(store.setting(name) for name in known["settings"])
    matters = [row.number for kind in ("change", "referral") for row in store.matters(kind)]
    assert [visit.outcome for visit in store.visits(township.TODAY)] == known.get("visits", [])
    assert matters == known.get("matters", [])
    assert [row.listing.name for row in store.every_listing() if row.on_list] == known.get("listed", [])
    assert [row.name for row in store.matters("lead")] == known.get("leads", [])
    assert [paper.state for paper in store.papers()] == known.get("papers", [])
    assert [taken.original.sha256 for taken in store.tray()] == known.get("tray", [])
    store.close()


def test_a_new_store_has_the_tables_that_the_program_uses(store: Store) -> None:
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True, **OURS})
        assert compare_metadata(context, schema.metadata) == []
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == schema.VERSION


def test_a_stored_installation_ends_with_the_tables_that_the_program_uses(release: Path) -> None:
    path, key, _ = unlocked(release)
    store = Store.open(path, key)
    with store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=OURS), schema.metadata) == []
    store.close()


def test_a_store_without_the_newest_tables_is_not_only_read(tmp_path: Path) -> None:
    township.open_store(tmp_path).close()
    run(tmp_path / "yimen.db", "PRAGMA user_version = 0")
    with pytest.raises(Unavailable) as caught:
        Store.open(tmp_path / "yimen.db", KEY, read_only=True)
    assert caught.value.code == "store.older"
