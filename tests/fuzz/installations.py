"""What opens an installation: a keyring, and the sheet by which the county recovers one."""

from app.domain.key_deed import KeyDeed
from app.vault import recovery_sheet, ring
from app.vault.recovery import Recovery
from app.vault.slots import ALGORITHM, FIRST, Lock, Whose
from app.vault.token_lock import TokenLock
from tests.fuzz.seeds import as_json
from tests.fuzz.sticks import AGE, AT, DEVICE


def a_ring(source: bytes) -> None:
    held = ring.read(source)
    if held is not None:
        assert ring.read(ring.written(held)) == held


def rings() -> list[bytes]:
    """Give a keyring of each format."""
    whose = Whose(DEVICE, "李红", "leader", str(AGE.to_public()))
    lock = Lock(ALGORITHM, 64, 1, 1, "AAAA", "AAAA")
    token = TokenLock("rsa-oaep", "0042", "ePass", "01", AT, "AAAA", "AAAA")
    owner = ring.Owner(whose.officer, whose.name, whose.role, AT, whose.public, lock, token)
    slot = Recovery("age-x25519", str(AGE.to_public()), "AAAA", AT)
    deed = KeyDeed("d", "added", DEVICE, "李红", DEVICE, AT, 1)
    first = {
        "slots": [{"officer": "o", "name": "张三", "role": "window", "salt": "AAAA", "sealed": "AAAA"} | {
            "algorithm": FIRST, "memory_kib": 64, "passes": 1, "lanes": 1}],
        "recovery": None, "format": 1,
    }  # fmt: skip
    made = ring.Ring((owner,), (ring.Epoch(1, AT, {DEVICE: "AAAA"}, slot, "ab"),), (deed,))
    return [ring.written(made), *as_json(first | {"checksum": ring.checksum(first)})]


def sheets() -> list[bytes]:
    slot = Recovery("age-x25519", str(AGE.to_public()), "AAAA" * 120, AT)
    sheet = recovery_sheet.RecoverySheet("渠县青龙镇人民政府", "0A", 1, AT, slot)
    return [" ".join(recovery_sheet.parts(sheet)).encode()]
