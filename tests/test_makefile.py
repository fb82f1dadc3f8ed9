"""What ``make test`` runs and says: each line is one that the shell can read."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("target", ["test", "test-all"])
@pytest.mark.parametrize("missing", ["", "chromium npm"])
def test_each_line_of_a_target_can_be_read_by_the_shell(target, missing):
    """A comma in a text that ``$(if …)`` chooses ends the text: the rest is run as a command."""
    making = [
        "make",
        "--dry-run",
        "--always-make",
        target,
        "MAKE=true",
        f"MISSING={missing}",
        "SHELL=/bin/true",
    ]
    lines = subprocess.run(making, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert ("make test-all fails instead" if target == "test" else "apt install") in lines or not missing
    reading = subprocess.run(["bash", "-n"], input=lines, capture_output=True, text=True, check=False)
    assert reading.stderr == ""
