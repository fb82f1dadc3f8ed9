"""Walks all addresses of the site with odd values, parameters and methods, as each role: what failed?

The addresses come from the site's own configuration, so new ones join by themselves. What is asked follows
from a seed: the same walk each time.
"""

import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote

from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

from tests.factories import make_user

# As many requests as there is time for in a run of all tests.
IN_EACH_RUN = 10_000
ROLES = ["", "writer", "reviewer", "publisher", "superuser"]
# What once made a site fail, or may: in percents as a browser sends it.
ODD_VALUES = [
    "", "-1", "0", "1.5", "9" * 30, "9" * 5000, "[]", "{}", "NaN", "null", "None", "true", "%00",
    "a%00b", "%FF", "%ED%A0%80", "%C0%AE%C0%AE%2F", "%", "%zz", "%25%00", "%2F", "a%2Fb",
    "..%2F..%2Fetc%2Fpasswd", "%5C", ".", "..", "a.b", "_5F", "%E2%80%AE", "%EF%BB%BF",
    "%0D%0AX-Odd:%201", "'", "%22", "%3Cscript%3E", "{{7*7}}", "%25s", "*", "((((", "a%20AND",
    "NEAR(", "title:a", "-a", quote("²"), quote("٣"), quote("İstanbul"), quote("Krebs für Ältere"),
    quote("سرطان"), quote("がん"), quote("ﬁ") * 50, quote("👩🏽‍⚕️") * 20, "a" * 4000, "(a|a)*" * 60,
    "1;DROP%20TABLE%20x", "2030-13-45", "9999-12-31", "0000-00-00", "es", "xx", "__class__",
    "pk__in", "1,2,x",
]  # fmt: skip
PARAMETERS = [
    "q", "p", "o", "e", "all", "_popup", "_to_field", "_changelist_filters", "term", "owner",
    "reviewer", "status", "review", "waits", "id__exact", "pk__in", "category__id__exact",
    "owner__id__exact", "language", "page", "from", "to", "order", "letter", "tag", "next", "a",
    "b", "country", "size", "exact", "code", "digest", "edition", "field_name", "app_label",
    "model_name", "category", "user", "site", "groups", "source", "tags", "broken", "kind",
    "cursor", "limit", "mainSearchCriteria.v.c", "mainSearchCriteria.v.cs",
    "mainSearchCriteria.v.dn", "knowledgeResponseType", "changed_at", "received_at__gte",
    "checked_on__year", "title__regex", "state__exact", "is_listed__exact",
]  # fmt: skip
METHODS = ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "PROPFIND", "HEAD"]
FIELDS = [
    *PARAMETERS, "action", "_selected_action", "index", "title", "name", "slug", "text", "email",
    "form", "form-TOTAL_FORMS", "section_set-TOTAL_FORMS", "_save", "username", "password", "reason",
    "seen_digest", "verdict", "note", "key", "data",
]  # fmt: skip
# Made a site fail once.
RECORDED = [
    "admin/articles/article/?owner=%C2%B2",
    f"admin/articles/article/?owner={'9' * 30}",
    "admin/articles/article/audit.csv?status=draft",
    "admin/articles/article/tags/?term=%00",
    "admin/auth//change/",
    "search/?q=%C4%B0stanbul",
]
UNKNOWN = [
    "nonsense",
    "admin/nonsense/",
    "admin/articles/nonsense/",
    "api/nonsense",
    "api/nonsense/",
    "es/nonsense/",
]
# Signs the visitor out, which ends the walk of a role.
NOT_POSTED = "admin/logout/"
NO_SUCH_METHOD = {"PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"}


@dataclass(frozen=True)
class Step:
    """One request: the role that asks ("" for a visitor), the method, the address and the form, as sent."""

    role: str
    method: str
    address: str
    form: str = ""

    def __str__(self):
        return f"{self.role or 'visitor'} {self.method} {self.address[:150]} {self.form[:150]}".strip()


@dataclass
class Walked:
    """What a walk met: how often each status came, what was wrong, and how much work the slowest were, in
    seconds of this process: how busy the machine is doesn't matter, nor what a server of databases does."""

    statuses: Counter = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: list[tuple[float, str]] = field(default_factory=list)

    @property
    def count(self) -> int:
        return self.statuses.total()

    def add(self, step: Step, response, seconds: float):
        self.statuses[response.status_code] += 1
        self.faults += [f"{step}: {fault}" for fault in faults_of(step, response)]
        self.slowest = sorted([*self.slowest, (seconds, str(step))], reverse=True)[:5]


def faults_of(step: Step, response) -> Iterator[str]:
    """What no answer may be."""
    status, kind = response.status_code, response.get("Content-Type", "")
    if status >= 500:
        yield f"status {status}"
    if status == 405 and not response.get("Allow"):
        yield "405 without Allow"
    if step.method in NO_SUCH_METHOD and status not in {301, 302, 400, 404, 405, 410}:
        yield f"status {status} for a method that no page has"
    if status >= 400 and step.address.startswith("/api/") and kind != "application/json":
        yield f"error {status} of the API as {kind}"
    if (
        status == 404
        and step.method == "GET"
        and step.address.startswith("/admin/")
        and b"<h1" not in response.content
    ):
        yield "404 without a page"


def templates(resolver: URLResolver | None = None, start: str = "") -> Iterator[str]:
    """Each address of the configuration, with "{name}" for what stands in it."""
    for pattern in (resolver or get_resolver()).url_patterns:
        for part in parts_of(pattern.pattern):
            if isinstance(pattern, URLResolver):
                yield from templates(pattern, start + part)
            else:
                yield start + part


def parts_of(pattern) -> list[str]:
    if isinstance(pattern, LocalePrefixPattern):
        others = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
        return ["", *(f"{code}/" for code in others)]
    named = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", re.sub(r"\(\?P<(\w+)>[^)]*\)", r"{\1}", str(pattern)))
    return [re.sub(r"\.\*", "{anything}", named.strip("^$"))]


def filled(template: str, value_of) -> str:
    return "/" + re.sub(r"\{(\w+)\}", lambda name: value_of(name[1], template), template)


def real_values(**known: str):
    """Gives for a name in a template what exists: of `known`, or the first row of the template's model."""
    models = {f"{model._meta.app_label}/{model._meta.model_name}": model for model in apps.get_models()}

    def value_of(name: str, template: str) -> str:
        model = models.get("/".join(template.split("/")[1:3])) if name == "object_id" else None
        row = model and model._base_manager.order_by("pk").first()
        return str(row.pk) if row else known.get(name, "1")

    return value_of


def steps(value_of, seed: int = 1) -> Iterator[Step]:
    """First each address as it is, each as another role; then odd ones without end."""
    chance = Random(seed)
    every = [*dict.fromkeys(templates()), *UNKNOWN, *RECORDED]
    known = {template: filled(template, value_of) for template in every}
    for place, template in enumerate(every):
        yield Step(ROLES[place % len(ROLES)], "GET", known[template])
    while True:
        template, role = chance.choice(every), chance.choice(ROLES)
        address = known[template]
        match chance.randrange(4):
            case 0:
                address = filled(template, lambda *_: chance.choice(ODD_VALUES))
                yield Step(role, "GET", address if "{" in template else address + chance.choice(ODD_VALUES))
            case 1:
                names = chance.choice([PARAMETERS, chance.sample(PARAMETERS, 2)])
                yield Step(role, "GET", f"{address}?{odd_query(names, chance)}")
            case 2:
                yield Step(role, chance.choice(METHODS), address)
            case 3 if template != NOT_POSTED:
                yield Step(role, "POST", address, odd_query(FIELDS, chance))


def odd_query(names: list[str], chance: Random) -> str:
    return "&".join(f"{name}={chance.choice(ODD_VALUES)}" for name in names)


class Walker:
    """Asks as each role, of which it makes an account. `walked` is what came of it."""

    def __init__(self):
        self.walked = Walked()
        self.clients = {
            role: Client(raise_request_exception=False, enforce_csrf_checks=True) for role in ROLES
        }
        for role in filter(None, ROLES):
            self.clients[role].force_login(make_user(role))

    def take(self, step: Step):
        began = time.process_time()
        client = self.clients[step.role]
        # Forms get as far as their fields; any other method is refused before a token is asked for.
        client.handler.enforce_csrf_checks = step.method != "POST"
        response = client.generic(step.method, step.address, step.form, "application/x-www-form-urlencoded")
        self.walked.add(step, response, time.process_time() - began)
