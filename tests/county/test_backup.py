import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.errors import Refused
from sync.county.backup import back_up, restore
from sync.county.embedded import County
from sync.county.site import UNFINISHED, open_site
from sync.county.verify import verify


def filled(county: County, make_window: Any) -> Any:
    window = make_window("511725001", at=county)
    county.grant("511725001", "李红")
    sha256 = window.upload(b"picture")
    window.append({"page": {"sha256": sha256, "size": 7, "media_type": "image/jpeg"}})
    window.push()
    return window


def test_a_copy_made_while_pushes_run_is_whole(county_of_own: County, make_window: Any, tmp_path: Path) -> None:
    window, ended = filled(county_of_own, make_window), threading.Event()

    def keep_pushing() -> None:
        while not ended.is_set():
            window.append({"page": {"sha256": window.upload(window.id.encode()), "size": 36, "media_type": "a/b"}})
            window.push(window.chain[-1:])

    pushing = threading.Thread(target=keep_pushing)
    pushing.start()
    copies = [back_up(county_of_own.site, tmp_path / f"copy{number}") for number in range(3)]
    ended.set()
    pushing.join()

    for copied in copies:
        assert copied.missing == ()
        site = open_site(Path(copied.folder))
        assert verify(site).broken == ()
        site.close()


def test_a_restored_county_has_what_was_copied_under_a_new_epoch(
    county_of_own: County, make_window: Any, tmp_path: Path, digest: Any, new_database: Callable[[], str]
) -> None:
    window = filled(county_of_own, make_window)
    before = window.call("GET", "/v1/devices/me").json()
    back_up(county_of_own.site, tmp_path / "copy")
    window.append()
    window.push()
    port = county_of_own.port
    county_of_own.stop()

    again = new_database()
    epoch = restore(tmp_path / "copy", tmp_path / "restored", database_url=again)

    with County(tmp_path / "restored", port, database=again) as restored:
        me = window.call("GET", "/v1/devices/me").json()
        assert (me["server_epoch"], me["base"]) == (epoch, 2)
        assert epoch != before["server_epoch"]
        assert (me["acked_seq"], me["head_hash"]) == (1, window.chain[0].hash)
        assert window.call("GET", "/v1/journal").headers["yimen-epoch"] == epoch
        assert restored.blob(digest(b"picture")) == b"picture"
        assert window.push().json()["orders"][-1] == [2, 3]


def test_a_restored_county_writes_a_chain_of_its_own_with_the_key_that_windows_know(
    county_of_own: County, make_window: Any, tmp_path: Path, new_database: Callable[[], str]
) -> None:
    filled(county_of_own, make_window)
    back_up(county_of_own.site, tmp_path / "copy")
    lost = county_of_own.grant("511725001", "王芳")

    database = new_database()
    restore(tmp_path / "copy", tmp_path / "restored", database_url=database)

    with County(tmp_path / "restored", database=database) as restored:
        again = restored.grant("511725001", "王芳")
        assert again.entry.device != lost.entry.device
        assert again.entry.seq == 1
        assert again.entry.body and lost.entry.body
        assert again.entry.body["kid"] == lost.entry.body["kid"]
        assert verify(restored.site).broken == ()


def test_a_restored_county_gives_no_number_that_it_may_have_given_since(
    county_of_own: County, make_window: Any, tmp_path: Path, new_database: Callable[[], str]
) -> None:
    filled(county_of_own, make_window)
    back_up(county_of_own.site, tmp_path / "copy")
    since = {county_of_own.enrol_code("511725001").device_number for _ in range(20)}
    database = new_database()
    restore(tmp_path / "copy", tmp_path / "restored", database_url=database)

    with County(tmp_path / "restored", database=database) as restored:
        assert restored.enrol_code("511725001").device_number not in since


def test_a_document_that_is_missing_is_named_and_the_rest_is_copied(
    county_of_own: County, make_window: Any, tmp_path: Path, digest: Any
) -> None:
    filled(county_of_own, make_window)
    lost = digest(b"picture")
    (county_of_own.site.blobs / lost[:2] / lost).unlink()

    copied = back_up(county_of_own.site, tmp_path / "copy")

    assert (copied.missing, copied.blobs) == ((lost,), 0)
    assert (tmp_path / "copy" / "county.db").is_file()


@pytest.mark.parametrize("spoilt", ["county.db", "keys/county.json", "backup.json"])
def test_a_copy_that_is_not_whole_is_not_restored(
    county_of_own: County, make_window: Any, tmp_path: Path, spoilt: str
) -> None:
    filled(county_of_own, make_window)
    back_up(county_of_own.site, tmp_path / "copy")
    path = tmp_path / "copy" / spoilt
    content = path.read_bytes()
    for wrong in (content[:-1], b"", bytes([content[0] ^ 1]) + content[1:]):
        path.write_bytes(wrong)

        with pytest.raises(Refused) as refused:
            restore(tmp_path / "copy", tmp_path / "restored")

        assert refused.value.code == "county.backup_broken"
        assert not (tmp_path / "restored" / "county.db").exists()


def test_a_folder_whose_restore_was_cut_off_is_no_county(tmp_path: Path) -> None:
    (tmp_path / UNFINISHED).touch()

    with pytest.raises(Refused) as refused:
        open_site(tmp_path)

    assert refused.value.code == "county.half_restored"
    assert not (tmp_path / "keys").exists()


def test_folders_with_content_are_left_alone(county_of_own: County, make_window: Any, tmp_path: Path) -> None:
    filled(county_of_own, make_window)
    back_up(county_of_own.site, tmp_path / "copy")

    with pytest.raises(Refused) as backing_up:
        back_up(county_of_own.site, tmp_path / "copy")
    with pytest.raises(Refused) as restoring:
        restore(tmp_path / "copy", county_of_own.site.data)

    assert backing_up.value.code == restoring.value.code == "county.folder_not_empty"
