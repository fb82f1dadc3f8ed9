"""The files of deploy/ fit the program. Their steps are run by tests.container and tests.first_week."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.core.management import get_commands

from tests.container import ROOT, Image, steps_of
from tests.first_week import COMMANDS

DEPLOY = ROOT / "deploy"
STEPS = [*steps_of((DEPLOY / "Containerfile").read_text("utf-8"))]
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
SETTINGS = set(re.findall(r"`([A-Z][A-Z_]+)`", (ROOT / "docs" / "operations.md").read_text("utf-8")))
# Of the image and of Python, not of the site.
OTHERS = {"PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"}


class TestContainer:
    def test_it_takes_along_all_that_runs(self):
        copied = {step.text.split()[0] for step in STEPS if step.instruction == "COPY"}
        needed = {Path(app.path).relative_to(ROOT).parts[0] for app in apps.get_app_configs() if is_ours(app)}
        assert needed | {"manage.py", "templates", "locale", "requirements.lock"} == copied
        tracked = subprocess.run(["git", "ls-files", *copied], cwd=ROOT, capture_output=True, text=True)
        assert {name.partition("/")[0] for name in tracked.stdout.split()} == copied

    def test_it_sets_what_the_site_knows(self, tmp_path):
        image = Image(tmp_path)
        before = set(image.environment)
        for step in STEPS:
            if step.instruction == "ENV":
                image.take(step)
        assert set(image.environment) - before - OTHERS <= SETTINGS

    def test_what_it_starts_stands_as_a_list_and_is_no_root(self):
        started = [step for step in STEPS if step.instruction in {"CMD", "HEALTHCHECK"}]
        assert [step.command[0] for step in started] == ["python", "gunicorn"]
        assert [step.text for step in STEPS if step.instruction == "USER"] == ["cancerinfo"]


class TestCompose:
    @pytest.mark.parametrize("name", ["prepare", "site", "schedule"])
    def test_each_service_of_ours_is_built_here_and_runs_commands_that_there_are(self, name):
        service = COMPOSE["services"][name]
        build = service["build"]
        assert (DEPLOY / build["context"] / build["dockerfile"]).resolve() == DEPLOY / "Containerfile"
        named = re.findall(r"manage\.py (\w+)", " ".join(service.get("command", [])))
        assert set(named) <= set(get_commands())
        assert {volume.partition(":")[0] for volume in service["volumes"]} <= set(COMPOSE["volumes"])

    def test_who_waits_waits_for_a_service_that_there_is(self):
        services = COMPOSE["services"]
        waited = [each for service in services.values() for each in service.get("depends_on", {})]
        assert set(waited) <= set(services)
        # The database says itself when it's ready.
        assert "healthcheck" in services["database"]


class TestUnits:
    def test_each_file_is_installed_by_the_guide(self):
        installed = [word for word in COMMANDS.split() if word.startswith("deploy/")]
        left = {path for path in DEPLOY.iterdir() if not any(path in ROOT.glob(word) for word in installed)}
        assert {path.name for path in left} == {"Containerfile", "compose.yaml"}

    @pytest.mark.parametrize("unit", ["cancerinfo.service", "cancerinfo-schedule.service"])
    def test_what_is_started_may_write_to_its_data_alone(self, unit):
        lines = (DEPLOY / unit).read_text("utf-8").splitlines()
        assert [line for line in lines if line.startswith("ReadWritePaths")] == [
            "ReadWritePaths=/srv/cancerinfo/data"
        ]
        assert {"ProtectSystem=strict", "NoNewPrivileges=yes", "User=cancerinfo"} <= set(lines)


def is_ours(app):
    return ROOT in Path(app.path).parents and ".venv" not in Path(app.path).parts
