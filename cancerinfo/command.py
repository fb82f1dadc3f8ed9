"""The command of the site: `manage.py` in a checkout, `cancerinfo` where pip installed it."""

import os
import platform
import sys

import django
from django.core.management import execute_from_command_line

import cancerinfo

# What Ctrl-C leaves: the transaction that hadn't ended was taken back. The code is what a shell expects.
STOPPED = "\nStopped. What wasn't finished was taken back. Run the command again to go on."
BY_CTRL_C = 130


def main():
    """Runs the command that the arguments name. Django would answer `version` with its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cancerinfo.settings")
    if sys.argv[1:] in (["version"], ["--version"]):
        print(f"cancerinfo {cancerinfo.__version__}")
        print(f"Django {django.get_version()}, Python {platform.python_version()}")
        return
    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        print(STOPPED, file=sys.stderr)
        sys.exit(BY_CTRL_C)
