"""The server as a process of its own, and plain requests to it."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).parent.parent.parent
HANGS = 300.0
"""Seconds after which a process is stuck, however much else the machine does."""

_ALONE = """
import ipaddress, sys
def refuse(event, given):
    if event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}:
        host = given[0][0] if isinstance(given[0], tuple) else given[0]
    elif event in {"socket.connect", "socket.sendto", "socket.sendmsg"} and isinstance(given[1], tuple):
        host = given[1][0]
    else:
        return
    try:
        near = host is None or ipaddress.ip_address(host).is_loopback or ipaddress.ip_address(host).is_unspecified
    except ValueError:
        near = False
    if not near:
        print(event, host, file=open(%r, "a"), flush=True)
        raise OSError(101, "Network is unreachable")
sys.addaudithook(refuse)
"""
"""Refuses whatever is not this machine, and every name; what was tried stands in a file."""


class Server:
    """``equipoise serve`` on a free port: what it deals is always alike, and it reaches nothing but this machine."""

    def __init__(self, folder: Path, port: int = 8780, *switches: str) -> None:
        self._outside = folder.parent / f"{folder.name}-outside"
        code = (
            f"{_ALONE % str(self._outside)}\n"
            "import sys, equipoise.app.serve.house as house\n"
            "house.deal = lambda _workshop, _seed, tables: list(range(tables))\n"
            "import equipoise.app.serve.serving as serving\n"
            "serving.draw = lambda: 11\n"
            "from equipoise.app.cli import main\n"
            "main()"
        )
        command = [sys.executable, "-u", "-c", code, "serve", "--no-open", "--data", str(folder), "--port", str(port)]
        command += switches
        environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", env=environment)
        assert self.process.stdout is not None
        said: list[str] = []
        found = None
        while found is None and (not said or said[-1]):  # a port that is taken is told of first
            said.append(self.process.stdout.readline())
            found = re.search(r"http://([^/]+)/", said[-1])
        assert found is not None, said
        self.host = found[1]
        end = time.monotonic() + HANGS
        while self.request("GET", "/")[0] != 200:
            assert time.monotonic() < end, "the server does not answer"
            time.sleep(0.02)

    def tried(self) -> list[str]:
        """What it tried to reach outside this machine."""
        return self._outside.read_text().splitlines() if self._outside.exists() else []

    @property
    def port(self) -> int:
        return int(self.host.rpartition(":")[2])

    def request(self, method: str, path: str, **fields: str) -> tuple[int, str, str]:
        """Status, where it leads, and the text; status 0 where nobody answers."""
        headers = {"Origin": f"http://{self.host}", "Content-Type": "application/x-www-form-urlencoded"}
        connection = http.client.HTTPConnection(self.host, timeout=HANGS)
        try:
            connection.request(method, path, urlencode(fields) or None, headers)
            got = connection.getresponse()
            answer = (got.status, got.headers.get("Location", ""), got.read().decode(errors="replace"))
        except (OSError, http.client.HTTPException):
            return 0, "", ""
        finally:
            connection.close()
        return answer

    def get(self, path: str) -> str:
        return self.request("GET", path)[2]

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        status, leads, _ = self.request("POST", path, **fields)
        return status, urlsplit(leads).path

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()

    def interrupt(self) -> tuple[int, str]:
        """Press Ctrl-C; the exit code, and what it says."""
        self.process.send_signal(signal.SIGINT)
        said, _ = self.process.communicate(timeout=HANGS)
        return self.process.returncode, said


def page_in(text: str) -> dict[str, Any]:
    """What a page begins with."""
    found: dict[str, Any] = json.loads(
        text.partition('<script type="application/json" id="page">')[2].partition("</script>")[0]
    )
    return found


@contextmanager
def asked_of(server: Server, act: str, sent: dict[str, Any]) -> Iterator[http.client.HTTPResponse]:
    """Ask a server that is a process something, and go."""
    connection = http.client.HTTPConnection(server.host, timeout=HANGS)
    headers = {"Origin": f"http://{server.host}", "Content-Type": "application/json"}
    try:
        connection.request("POST", f"/x/{act}", json.dumps(sent), headers)
        with connection.getresponse() as got:
            yield got
    finally:
        connection.close()
