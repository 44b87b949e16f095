"""People who go away in the middle of an answer take nobody else along."""

import signal
import socket
import struct
from pathlib import Path

import pytest

from tests.serve.processes import Server

RUDE = struct.pack("ii", 1, 0)
"""Closes a connection at once, with whatever is still to come refused."""


def test_a_server_outlives_whoever_breaks_off_while_it_writes(tmp_path: Path) -> None:
    server = Server(tmp_path, 8890)
    host, _, port = server.host.partition(":")
    for _ in range(60):
        connection = socket.create_connection((host, int(port)))
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RUDE)
        asked = f"GET /static/serve.css HTTP/1.1\r\nHost: {server.host}\r\n\r\n"
        connection.sendall(asked.encode() * 20)  # answers are still being written when it is gone
        connection.close()
    assert server.request("GET", "/")[0] == 200
    assert server.process.poll() is None
    assert server.interrupt()[0] == 0


def test_a_server_takes_no_end_of_a_connection_for_its_own(tmp_path: Path) -> None:
    """The signal that ends a command whose reader has gone is not heard while rooms are served."""
    server = Server(tmp_path, 8891)
    status = Path(f"/proc/{server.process.pid}/status")
    if not status.exists():
        pytest.skip("this system does not tell which signals a process ignores")
    ignored = int(dict(line.split(":", 1) for line in status.read_text().splitlines())["SigIgn"], 16)
    assert ignored & 1 << (signal.SIGPIPE - 1)
    assert server.interrupt()[0] == 0
