"""What else an installation should have: asked by `doctor` alone, for some of it takes seconds.

A condition is what it is in conditions.py: a function that yields a sentence for each thing that is wrong.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.checks import CheckMessage, run_checks
from django.db import connection
from django.utils import timezone

from articles.mail.delivery import mail_problem, mail_server
from articles.models import FixedPage, SignOff, UnsentLetter
from articles.publishing.roles import roles_out_of_date
from articles.records.fixed_pages import pages_shown
from cancerinfo.accounts.second_factor import staff_without_factor

from .conditions import ASK_DATABASE, CONDITIONS, Condition, first_line

CLOCKS_DIFFER = timedelta(seconds=30)
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
# Who must be there for a text to reach readers, each by the permission that it takes.
PARTS = {
    "articles.change_article": "Nobody can write an article: give somebody the role “writer”.",
    "articles.review_article": "Nobody can sign an article off: give somebody the role “medical reviewer”.",
    "articles.publish_article": "Nobody can publish an article: give somebody the role “publisher”.",
}


def settings_are_safe() -> Iterator[str]:
    for message in run_checks(include_deployment_checks=True):
        if not message.is_silenced():
            yield _sentence(message)


def _sentence(message: CheckMessage) -> str:
    hint = f" {message.hint}" if message.hint else ""
    return f"{' '.join(str(message.msg).split())}{hint} ({message.id})"


def static_files_are_collected() -> Iterator[str]:
    """Where addresses of static files come from a list, which collectstatic writes."""
    name = getattr(staticfiles_storage, "manifest_name", None)
    if name and not (Path(settings.STATIC_ROOT) / name).exists():
        yield f"Style sheets and scripts aren't in {settings.STATIC_ROOT}: run collectstatic."


def mail_server_answers() -> Iterator[str]:
    if mail_problem():
        return  # The checks of settings say so.
    server = mail_server()
    try:
        server.open()
    except (OSError, SMTPException) as error:
        named = settings.MAILERS["default"]["OPTIONS"]
        place = f" {named['host']}:{named['port']}" if named else ""
        yield f"The mail server{place} takes no e-mails: {first_line(error)}."
    else:
        server.close()
    if not settings.ADMINS:
        yield "Nobody is told when the schedule stops: set ADMINS to an e-mail address."


def letters_are_taken() -> Iterator[str]:
    refused = UnsentLetter.objects.filter(tries__gt=0)
    if waiting := refused.count():
        since = timezone.localtime(refused.earliest("posted_at").posted_at)
        yield (
            f"Letters that no mail server took yet: {waiting}, the oldest since {since:%Y-%m-%d at %H:%M}. "
            "They are tried again by send_letters; the log says why they weren't taken."
        )


def people_can_publish() -> Iterator[str]:
    roles = ", ".join(f"“{name}”" for name in roles_out_of_date())
    if roles:
        yield f"These roles don't have the permissions of this version: {roles}. Run setup_roles."
    users, able = get_user_model().objects, set()
    for permission, lacking in PARTS.items():
        people = set(users.with_perm(permission, backend=MODEL_BACKEND).values_list("pk", flat=True))
        able |= people
        if not people:
            yield lacking
    if len(able) == 1:
        yield "Only one person can work here. Whoever writes a text can't sign it off: make a second account."


def staff_have_a_second_factor() -> Iterator[str]:
    """Also where it's asked of all: whoever knows the password of somebody without one sets up their own."""
    lacking = 0 if settings.DEMONSTRATION else staff_without_factor().count()
    if lacking:
        accounts = "account of staff has" if lacking == 1 else "accounts of staff have"
        yield f"{lacking} {accounts} no second factor: whoever learns the password can sign in."


def own_pages_are_approved() -> Iterator[str]:
    shown = pages_shown()
    for slug, title in FixedPage.Slug.choices:
        if slug not in shown:
            yield f"Readers don't see the page “{title}”: run propose_pages, then somebody else approves it."


def clocks_agree() -> Iterator[str]:
    """An SQLite file is asked on this machine, and so is its clock."""
    if ahead := SignOff.objects.ahead().count():
        yield (
            f"Sign-offs dated later than today: {ahead}. The clock was ahead when they were given, or is "
            "behind now. Set it right; approvals among them count again once they are given anew."
        )
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        theirs: datetime = cursor.fetchone()[0]
    apart = abs(timezone.now() - theirs)
    if apart > CLOCKS_DIFFER:
        yield f"The clocks of this machine and of the database differ by {apart.total_seconds():.0f} seconds."


# Those of the probe come first; with the database away nothing can be said of people and pages.
INSTALLATION: dict[str, Condition] = {
    **CONDITIONS,
    "settings": settings_are_safe,
    "static files": static_files_are_collected,
    "mail": mail_server_answers,
    "letters": letters_are_taken,
    "people": people_can_publish,
    "second factor": staff_have_a_second_factor,
    "pages": own_pages_are_approved,
    "clocks": clocks_agree,
}
INSTALLATION_ASKS_DATABASE = ASK_DATABASE | {"letters", "people", "second factor", "pages", "clocks"}
