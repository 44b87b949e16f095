"""What the shell offers when a word is begun."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import environment, process


def offered(*words: str) -> list[str]:
    """What Bash is given for the last of some words."""
    asked = {
        "_EQUIPOISE_COMPLETE": "complete_bash",
        "COMP_WORDS": "\n".join(("equipoise", *words)),
        "COMP_CWORD": str(len(words)),
    }
    said = process(env=asked)
    assert said.err == ""
    return said.out.split("\n")[:-1] if said.out.strip() else []


@pytest.mark.parametrize(
    ("words", "among"),
    [
        (("comp",), ["compare"]),
        (("scenarios", "s"), ["show", "schema"]),
        (("compare", "over"), ["over-a-barrel"]),
        (("compare", "base", "--pol"), ["--policy"]),
        (("compare", "base", "--policy", "strategic-no-s"), ["strategic-no-screen"]),
        (("compare", "over-a-barrel", "--account", "N"), ["North"]),
        (("compare", "base", "--set", "market.ri"), ["market.rivals="]),
        (
            ("compare", "over-a-barrel", "--set", "accounts.Giant.s"),
            [
                f"accounts.Giant.{fact}="
                for fact in ("share_of_wallet", "size", "support", "support_cost", "support_worth")
            ],
        ),
        (("run", "base", "--set", "policy.foc"), ["policy.focus="]),
        (("parameters", "market.ri"), ["market.rivals"]),
        (("outcomes", "gtm"), ["gtm_failure"]),
        (("policies", "show", "tra"), ["transactional"]),
    ],
)
def test_the_shell_is_offered(words: tuple[str, ...], among: list[str]) -> None:
    assert sorted(offered(*words)) == sorted(among)


def test_completion_is_installed_by_one_option(tmp_path: Path) -> None:
    command = f"{sys.executable} -m equipoise.app.cli --install-completion; true"
    done = subprocess.run(
        ["/bin/bash", "-c", command],
        env={**environment(), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "completion installed" in done.stdout
    (script,) = (tmp_path / ".bash_completions").iterdir()
    assert "_EQUIPOISE_COMPLETE=complete_bash" in script.read_text(encoding="utf-8")
    assert os.environ.get("HOME") != str(tmp_path)
