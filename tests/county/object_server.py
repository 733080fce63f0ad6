"""A real object store for tests: SeaweedFS, one process with all its parts, in a folder of its own."""

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import httpx

_START_S: Final = 60
_BROKEN: Final = 500
_KEY, _SECRET = "yimen", "made-up-for-tests"
_PARTS: Final = tuple(f"{part}.port{kind}" for part in ("master", "volume", "filer", "s3") for kind in ("", ".grpc"))
_OFF: Final = ("-s3.port.iceberg=0", "-s3.port.lance=0", "-master.telemetry=false")


class ObjectServer:
    """A server that speaks S3 at `url`; `stop` and `start` again at the same address."""

    def __init__(self) -> None:
        self._home = Path(tempfile.mkdtemp(prefix="yimen-objects-"))
        self._ports = {name: str(_free_port()) for name in _PARTS}
        rights = {"name": "county", "credentials": [{"accessKey": _KEY, "secretKey": _SECRET}], "actions": ["Admin"]}
        (self._home / "s3.json").write_text(json.dumps({"identities": [rights]}))
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What the county's program finds in its environment."""
        url = f"http://127.0.0.1:{self._ports['s3.port']}"
        keys = {"AWS_ACCESS_KEY_ID": _KEY, "AWS_SECRET_ACCESS_KEY": _SECRET, "AWS_REGION": "us-east-1"}
        return keys | {"AWS_ENDPOINT_URL": url, "AWS_ALLOW_HTTP": "true"}

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()
        shutil.rmtree(self._home)

    def start(self) -> None:
        """Start and return when objects can be written."""
        ports = [f"-{name}={port}" for name, port in self._ports.items()]
        here = ("-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={self._home}", f"-s3.config={self._home / 's3.json'}")
        small = ("-volume.max=400", "-master.volumeSizeLimitMB=64")
        program = str(Path(sys.executable).with_name("weed"))
        with (self._home / "log").open("ab") as log:
            command = [program, "server", "-filer", "-s3", *here, *small, *ports, *_OFF]
            self._process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self._home)
        for _ in range(_START_S * 20):
            assert self._process.poll() is None, (self._home / "log").read_text()
            if self._is_ready():
                return
            threading.Event().wait(0.05)
        raise AssertionError((self._home / "log").read_text())

    def stop(self) -> None:
        """Kill it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def bucket(self, name: str) -> str:
        """Make a bucket, if need be, and give its address."""
        made = httpx.put(f"{self._filer}/buckets/{name}/", trust_env=False)
        assert made.is_success, made.text
        return f"s3://{name}"

    @property
    def _filer(self) -> str:
        return f"http://127.0.0.1:{self._ports['filer.port']}"

    def _is_ready(self) -> bool:
        """Tell whether a file can be written: all parts have found each other by then."""
        try:
            s3 = httpx.get(self.environment["AWS_ENDPOINT_URL"], trust_env=False)
            return (
                s3.status_code < _BROKEN
                and httpx.put(f"{self._filer}/buckets/ready/one", content=b"1", trust_env=False).is_success
            )
        except httpx.TransportError:
            return False


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
