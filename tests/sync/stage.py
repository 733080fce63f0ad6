"""A server of the tests that gives tokens, and to every other call the answer that a test wants."""

import hashlib
import json

from sync.client.calls import HttpCounty
from sync.client.http import Line
from tests.sync.window import AGENT
from tests.sync.wire import Pages, answer

DEVICE = "019aa000-0000-7000-8000-00000000000a"
KEY = bytes(range(32))
SHA = hashlib.sha256(b"x").hexdigest()
TOKEN = answer(
    "200 OK",
    {"Content-Type": "application/json"},
    json.dumps({"access_token": "t", "token_type": "Bearer", "expires_in": 900}).encode(),
)
PORTAL = b"<html><body>\xe8\xaf\xb7\xe7\x99\xbb\xe5\xbd\x95</body></html>"
HTML = {"Content-Type": "text/html"}


class Stage(Pages):
    """Gives a token to who asks for one, and `answer` to every other call; `heads` are what was asked with."""

    def __init__(self, answer: bytes) -> None:
        super().__init__(answer)
        self.heads: list[bytes] = []

    def reply(self, head: bytes) -> bytes:
        self.heads.append(head)
        return TOKEN if head.startswith(b"POST /v1/token") else self.answer

    def county(self) -> HttpCounty:
        """Give a new session with this server; its line has to be closed."""
        return HttpCounty.at(Line(f"http://127.0.0.1:{self.port}", b"", AGENT), DEVICE, KEY)


def ok(headers: dict[str, str], body: bytes, status: str = "200 OK") -> bytes:
    return answer(status, headers, body)


def problem(status: str, code: str, **members: object) -> bytes:
    body = json.dumps({"type": f"urn:yimen:problem:{code}", "title": "x", "status": 1, **members}).encode()
    return answer(status, {"Content-Type": "application/problem+json"}, body)
