import asyncio
from pathlib import Path
from typing import Any

from app import clock
from sync.county.api import Api
from sync.county.embedded import County
from sync.county.site import open_site


def test_a_well_county_says_so_to_anyone(stranger: Any) -> None:
    answer = stranger.bare("GET", "/healthz")

    told = answer.json()
    assert answer.status_code == 200
    assert {name: told[name] for name in ("status", "database", "blobs")} == dict.fromkeys(
        ("status", "database", "blobs"), "ok"
    )
    clock.parse(told["server_time"])


def test_a_county_without_its_blob_folder_is_not_well(county_of_own: County, make_stranger: Any) -> None:
    folder = county_of_own.site.blobs / "unfinished"
    folder.rmdir()
    folder.touch()

    answer = make_stranger(county_of_own).bare("GET", "/healthz")

    assert answer.status_code == 503
    assert (answer.json()["status"], answer.json()["blobs"]) == ("failed", "failed")


def test_numbers_are_given_on_this_machine(window: Any) -> None:
    answer = window.bare("GET", "/metrics")

    lines = dict(line.split(" ") for line in answer.text.splitlines() if not line.startswith("#"))
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert float(lines["yimen_devices_active"]) >= 1
    assert {"yimen_newest_order", "yimen_entries_withheld", "yimen_blob_bytes", "yimen_incidents"} <= lines.keys()


async def _status(api: Api, host: str, token: str = "") -> int:
    """Give the status of /metrics for a caller from `host`."""
    seen: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            seen.append(message["status"])

    headers = [(b"authorization", f"Bearer {token}".encode())] if token else []
    scope = {"type": "http", "method": "GET", "path": "/metrics", "headers": headers, "query_string": b""}
    await api(scope | {"client": (host, 5), "server": ("county", 1), "scheme": "http"}, receive, send)
    return seen[0]


def test_numbers_are_given_elsewhere_only_for_the_metrics_token(tmp_path: Path) -> None:
    site = open_site(tmp_path)
    with_token, without = Api(site, metrics_token="mt-1"), Api(site)

    async def statuses() -> list[int]:
        return [
            await _status(without, "127.0.0.1"),
            await _status(without, "::1"),
            await _status(without, "192.0.2.7"),
            await _status(with_token, "192.0.2.7", "mt-1"),
            await _status(with_token, "192.0.2.7", "mt-2"),
            await _status(with_token, "127.0.0.1"),
            await _status(without, "not an address"),
        ]

    assert asyncio.run(statuses()) == [200, 200, 401, 200, 401, 200, 401]
    site.close()


def test_an_unknown_path_and_method_are_problems(window: Any, problem_of: Any) -> None:
    for path in ("/v2/journal", "/v1/journal/", "//elsewhere.example/v1/journal"):
        assert problem_of(window.bare("GET", path)) == (404, "not_found"), path
    answer = window.bare("DELETE", "/v1/journal")
    assert problem_of(answer) == (405, "method")
    assert "POST" in answer.headers["allow"]
