"""Peers written by others, from npm, installed outside the project and kept for the next run."""

import getpass
import hashlib
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.ids import uuid7
from app.journal import sign
from sync.county.embedded import County
from sync.protocol import ASSERTION_TYPE

HERE = Path(__file__).parent
FILES = ("package.json", "package-lock.json", "tus_server.mjs", "tus_client.mjs")
NPM = ("ci", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


@pytest.fixture(scope="session")
def peers() -> Path:
    """Give the folder with the scripts and what they need, installed where this version is not there yet."""
    content = b"".join((HERE / name).read_bytes() for name in FILES)
    folder = (
        Path(tempfile.gettempdir()) / f"yimen-foreign-{getpass.getuser()}-{hashlib.sha256(content).hexdigest()[:16]}"
    )
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        for name in FILES:
            shutil.copy(HERE / name, folder)
        npm = shutil.which("npm")
        assert npm, "npm is needed: apt-get install npm"
        subprocess.run([npm, *NPM], cwd=folder, check=True, timeout=300)
        (folder / "ready").touch()
    return folder


def node(folder: Path, script: str, *words: str) -> subprocess.Popen[str]:
    """Start one of the scripts; what it says is read line by line."""
    program = shutil.which("node")
    assert program, "node is needed: apt-get install nodejs"
    return subprocess.Popen([program, folder / script, *words], stdout=subprocess.PIPE, text=True)


def ended(process: subprocess.Popen[str]) -> None:
    """End a script, if it runs still, and let go of it."""
    process.kill()
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def said(process: subprocess.Popen[str]) -> dict[str, Any]:
    """Give the next line that a script says."""
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, "the script ended"
    return dict(json.loads(line))


class TusServer:
    """A foreign tus server that runs: its address, and the folder in which it keeps what was sent."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.folder = folder

    def content(self, location: str) -> bytes:
        """Give what has come of the upload with this Location."""
        return (self.folder / location.rsplit("/", 1)[1]).read_bytes()


@pytest.fixture
def tus_server(peers: Path, tmp_path: Path) -> Iterator[TusServer]:
    """Give @tus/server with its file store on a free loopback port."""
    folder = tmp_path / "tus"
    folder.mkdir()
    process = node(peers, "tus_server.mjs", str(folder))
    yield TusServer(said(process)["url"], folder)
    ended(process)


class TusClient:
    """tus-js-client sending one file to our county."""

    def __init__(self, peers: Path, wish: dict[str, Any]) -> None:
        self.process = node(peers, "tus_client.mjs", json.dumps(wish))

    def next(self) -> dict[str, Any]:
        return said(self.process)

    def events(self) -> list[dict[str, Any]]:
        """Give all that is said until the end."""
        told = [self.next()]
        while told[-1]["event"] not in {"success", "terminated", "error"}:
            told.append(self.next())
        return told


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    county = County(tmp_path / "county").start()
    yield county
    county.stop()


@pytest.fixture
def token(county: County) -> str:
    """Give the token of an enrolled device."""
    private, device = sign.new_key(), uuid7()
    public = sign.public_key(private)
    said_of_itself = {"device": device, "name": "一号窗口", "public_key": public, "age_recipient": "age1" + "q" * 58}
    code = county.enrol_code("511725123").code
    with httpx.Client(base_url=county.url, trust_env=False) as http:
        assert http.post("/v1/enrol", json=said_of_itself | {"code": code}).status_code == 201
        now = int(time.time())
        claims = {"iss": device, "sub": device, "aud": "yimen-county", "jti": uuid7(), "iat": now, "exp": now + 60}
        key = Ed25519PrivateKey.from_private_bytes(private)
        assertion = jwt.encode(claims, key, algorithm="EdDSA", headers={"kid": sign.kid(public)})
        form = {"grant_type": "client_credentials", "client_assertion_type": ASSERTION_TYPE}
        answer = http.post("/v1/token", data=form | {"client_assertion": assertion})
    return str(answer.json()["access_token"])


@pytest.fixture
def send(peers: Path, county: County, token: str, tmp_path: Path) -> Iterator[Callable[..., TusClient]]:
    """Give a function that lets tus-js-client send `content`, with options of tus_client.mjs."""
    begun: list[TusClient] = []

    def start(content: bytes, **options: Any) -> TusClient:
        file = tmp_path / "document.jpg"
        file.write_bytes(content)
        wish = {
            "endpoint": f"{county.url}/v1/uploads",
            "token": token,
            "file": str(file),
            "sha256": hashlib.sha256(content).hexdigest(),
            "mediaType": "image/jpeg",
        }
        begun.append(TusClient(peers, wish | options))
        return begun[-1]

    yield start
    for client in begun:
        ended(client.process)
