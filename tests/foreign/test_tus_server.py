"""The foreign server that our own uploader is tried against runs and speaks tus."""

from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.slow


def test_the_foreign_server_takes_an_upload(tus_server: Any) -> None:
    speaks = {"Tus-Resumable": "1.0.0"}
    with httpx.Client(trust_env=False) as http:
        created = http.post(tus_server.url, headers=speaks | {"Upload-Length": "3"})
        place = created.headers["Location"]
        offset = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        sent = http.patch(httpx.URL(tus_server.url).join(place), headers=speaks | offset, content=b"abc")

    assert (created.status_code, sent.status_code) == (201, 204)
    assert tus_server.content(place) == b"abc"
