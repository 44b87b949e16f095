"""The server as a process of its own, and plain requests to it."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).parent.parent.parent
HANGS = 300.0
"""Seconds after which a process is stuck, however much else the machine does."""


class Server:
    """``equipoise serve`` on a free port; what it deals is always alike."""

    def __init__(self, folder: Path, port: int = 8780) -> None:
        code = (
            "import sys, equipoise.app.serve.house as house\n"
            "house.deal = lambda _workshop, _seed, tables: list(range(tables))\n"
            "import equipoise.app.serve.serving as serving\n"
            "serving.draw = lambda: 11\n"
            "from equipoise.app.cli import main\n"
            "main()"
        )
        command = [sys.executable, "-u", "-c", code, "serve", "--no-open", "--data", str(folder), "--port", str(port)]
        environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", env=environment)
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        found = re.search(r"http://([^/]+)/", said)
        assert found is not None, said
        self.host = found[1]
        end = time.monotonic() + HANGS
        while self.request("GET", "/")[0] != 200:
            assert time.monotonic() < end, "the server does not answer"
            time.sleep(0.02)

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
            answer = (got.status, got.headers.get("Location", ""), got.read().decode())
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
