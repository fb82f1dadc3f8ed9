"""The command of the site: `manage.py` in a checkout, `cancerinfo` where pip installed it."""

import os
import platform
import sys

import django
from django.core.management import execute_from_command_line

import cancerinfo


def main():
    """Runs the command that the arguments name. Django would answer `version` with its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cancerinfo.settings")
    if sys.argv[1:] in (["version"], ["--version"]):
        print(f"cancerinfo {cancerinfo.__version__}")
        print(f"Django {django.get_version()}, Python {platform.python_version()}")
    else:
        execute_from_command_line(sys.argv)
