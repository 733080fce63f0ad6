"""What a window hears when something is wrong at the county itself: try later, or a plain 500; never a detail."""

import logging
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from app import clock
from app.sqlite import sqlite
from sync.county.embedded import County


def test_a_database_in_trouble_is_busy_with_a_time_to_come_back(
    county_of_own: County, make_window: Any, problem_of: Any
) -> None:
    window = make_window("511725001", at=county_of_own)
    window.append()
    with sqlite.connect(county_of_own.site.data / "county.db") as connection:
        connection.execute("ALTER TABLE chain RENAME TO lost")
    connection.close()

    for answer in (window.call("GET", "/v1/devices/me"), window.push()):
        assert problem_of(answer) == (503, "busy")
        assert int(answer.headers["retry-after"]) > 0


def test_after_the_trouble_the_same_push_is_taken(county_of_own: County, make_window: Any) -> None:
    window = make_window("511725001", at=county_of_own)
    window.append()
    for before, after in (("chain", "lost"), ("lost", "chain")):
        with sqlite.connect(county_of_own.site.data / "county.db") as connection:
            connection.execute(f"ALTER TABLE {before} RENAME TO {after}")
        connection.close()
        answer = window.push()

    assert answer.json()["acked_seq"] == 1
    assert county_of_own.entries(window.id) == window.chain


def test_a_folder_in_trouble_is_busy_with_a_time_to_come_back(
    county_of_own: County, make_window: Any, problem_of: Any
) -> None:
    window = make_window("511725001", at=county_of_own)
    location = window.create_upload(b"picture").headers["Location"]
    shutil.rmtree(county_of_own.site.blobs / "unfinished")

    answer = window.create_upload(b"picture")

    assert problem_of(answer) == (503, "busy")
    assert int(answer.headers["retry-after"]) > 0
    assert window.upload_head(location).status_code == 404


def test_a_mistake_of_ours_is_told_without_its_words(
    tmp_path: Path, make_stranger: Any, problem_of: Any, caplog: pytest.LogCaptureFixture
) -> None:
    broken: list[bool] = []

    def now() -> datetime:
        if broken:
            raise KeyError("王德" + "贵")
        return clock.now()

    with County(tmp_path, now=now) as county:
        window = make_stranger(county)
        window.enrol(county.enrol_code("511725001", "清河镇").code)
        window.sign_in()
        broken.append(True)
        with caplog.at_level(logging.DEBUG):
            answer = window.call("GET", "/v1/devices/me")
        broken.clear()
        assert window.call("GET", "/v1/devices/me").status_code == 200

    assert problem_of(answer) == (500, "internal")
    assert "王德贵" not in answer.text + caplog.text
    assert "KeyError /v1/devices/me" in caplog.text
