"""The example of docs/protocol.md, checked by hands that are not the program's."""

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.county.batch import read_batch
from sync.enrol_code import EnrolCode

PAGE = (Path(__file__).parents[2] / "docs" / "protocol.md").read_text("utf-8")
EXAMPLE = PAGE[PAGE.index("## 12.") :]
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", EXAMPLE, re.DOTALL)


def unpadded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def signed(purpose: str, device: str, number: int, digest: str) -> str:
    return unpadded(KEY.sign(f"yimen/{purpose}/1\n{device}\n{number}\n{digest}".encode()))


@pytest.fixture
def push() -> list[dict[str, Any]]:
    return [json.loads(line) for line in blocks("ndjson")[0].splitlines()]


def test_the_key_and_its_name() -> None:
    public = unpadded(KEY.public_key().public_bytes_raw())
    jwk = rfc8785.dumps({"crv": "Ed25519", "kty": "OKP", "x": public})

    assert json.loads(blocks("json")[0]) == {"public_key": public, "kid": unpadded(hashlib.sha256(jwk).digest())}


def test_the_hashes_of_the_entries(push: list[dict[str, Any]]) -> None:
    for members in push[1:]:
        body = bytes.fromhex(str(members.pop("salt"))) + rfc8785.dumps(members.pop("body"))
        own = members.pop("hash")
        assert members["body_hash"] == hashlib.sha256(body).hexdigest()
        assert own == hashlib.sha256(rfc8785.dumps(members)).hexdigest()


def test_the_push_is_signed_and_taken(push: list[dict[str, Any]]) -> None:
    header = push[0]
    device = str(header["device"])

    batch = read_batch(blocks("ndjson")[0].encode(), device, unpadded(KEY.public_key().public_bytes_raw()))

    assert header["signature"] == signed("push", device, 2, str(push[-1]["hash"]))
    assert batch.signed
    assert batch.bad is None
    assert len(batch.entries) == 2


def test_the_checkpoint(push: list[dict[str, Any]]) -> None:
    leaves = [hashlib.sha256(b"\0" + bytes.fromhex(str(members["hash"]))).digest() for members in push[1:]]
    root = hashlib.sha256(b"\1" + b"".join(leaves)).digest()

    told = json.loads(blocks("json")[1])

    assert told["root"] == root.hex()
    assert told["signature"] == signed("checkpoint", told["device"], 2, root.hex())
    assert f"`{base64.b32encode(root).decode()[:12]}`" in EXAMPLE


def test_the_enrol_code() -> None:
    (written,) = re.findall(r"`((?:[0-9A-Z]{5}-){7}[0-9A-Z]{5})`", EXAMPLE)

    assert EnrolCode.read(written) == EnrolCode("t-7K3M9Q", "0A", bytes(range(10)), "ABCDEFGHJKMN")
