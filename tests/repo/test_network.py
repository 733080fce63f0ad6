"""The guard of conftest.py: tests reach this machine and nothing else."""

import asyncio
import socket

import pytest


def outside() -> pytest.RaisesExc[AssertionError]:
    return pytest.RaisesExc(AssertionError, check=lambda error: type(error).__name__ == "OutsideWorld")


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("10.0.0.1", 443), ("example.com", 80)])
def test_a_test_cannot_connect_to_another_machine(address: tuple[str, int]) -> None:
    with socket.socket() as one, outside():
        one.connect(address)
    with socket.socket() as other, outside():
        other.connect_ex(address)


def test_a_test_cannot_ask_a_name_server() -> None:
    with outside():
        socket.create_connection(("county.example", 443))


def test_asyncio_is_closed_too() -> None:
    async def reach() -> None:
        await asyncio.open_connection("192.0.2.1", 80)

    with outside():
        asyncio.run(reach())


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        guest, _ = server.accept()
        guest.close()


def test_pairs_of_sockets_are_open() -> None:
    near, far = socket.socketpair()
    with near, far:
        near.sendall(b"x")
        assert far.recv(1) == b"x"
