"""What an act of docs/security.md needs before somebody tries it: an honest office has done the rest.

A scene gets an article, by a writer who may be the one who tries, and says what to send where, and which
number or value is another one when it was done.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.redirects.models import Redirect
from django.contrib.sites.models import Site
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.models import (
    Act,
    Article,
    ImportRecord,
    LeftOutLine,
    LiveRecord,
    ReaderReport,
    RelatedEdition,
    Tag,
)
from articles.publishing import deleted_sections, tag_merge
from articles.publishing.reader_reports import report
from articles.records.record import records_of
from articles.working_copy.findings import article_findings
from resources.models import Organization
from tests.acting import KNOWN_HOW, OUTSIDE, give_verdict, make_invitation, misspell
from tests.factories import (
    PASSWORD,
    make_article,
    make_organization,
    make_published,
    make_signed,
    make_term,
    make_user,
)

REASON = "A reason of some length, as an editor would give it."


@dataclass(frozen=True)
class Attempt:
    """`state` is another one after the attempt if, and only if, it was done."""

    address: str
    data: dict
    state: Callable


def of_article(article, name, **data) -> Attempt:
    """The attempt of an act that has a page of its own, on the text as that page shows it."""
    address = reverse("admin:articles_article_act", args=[article.pk, name])
    desk = Client()
    desk.force_login(make_user("superuser"))
    form = desk.get(address).context["form"]
    seen = {field.name: field.value() or "" for field in form.hidden_fields()}
    proof = {"password": PASSWORD} if form.needs_proof else {}
    return Attempt(address, seen | proof | data, Act.objects.count)


def tomorrow():
    return timezone.now() + timedelta(days=1)


def submit(article):
    return of_article(article, "submit")


def sign_off(article):
    return of_article(article, "sign-off", evidence_on="2020-01-01", interests="None")


def request_changes(article):
    return of_article(article, "request-changes", comment=REASON)


def publish(article):
    make_signed(article)
    return of_article(article, "publish")


def schedule(article):
    make_signed(article)
    due = timezone.localtime(tomorrow())
    return of_article(article, "schedule", action="publish", due_at=f"{due:%Y-%m-%dT%H:%M}")


def unschedule(article):
    make_signed(article)
    publishing.schedule(article, make_user("publisher"), due_at=tomorrow())
    return of_article(article, "unschedule", action="publish")


def withdraw(article):
    make_published(article)
    return of_article(article, "withdraw", cause="outdated", reason=REASON)


def restore(article):
    edition = make_published(article)
    article.apply(replace(article.content(), summary="Another summary of the page."))
    return of_article(article, "restore", text=f"edition-{edition.pk}")


def waive(article):
    article.apply(replace(article.content(), funding=""))
    [item] = [item for item in article_findings(article) if item.finding.rule == "funding-missing"]
    until = timezone.localdate(tomorrow())
    return of_article(
        article, "waive", finding=item.finding.fingerprint, what="exception", reason=REASON, until=until
    )


def trash(article):
    return of_article(article, "trash")


def untrash(article):
    publishing.trash(article, make_user("publisher"))
    return of_article(article, "untrash")


def comment(article):
    return of_article(article, "comment", text="Say more.")


def resolve(article):
    made = publishing.comment(article, make_user("reviewer"), text="Say more.")
    return of_article(article, "resolve", comment=made.pk)


def reopen(article):
    made = publishing.comment(article, make_user("reviewer"), text="Say more.")
    made.resolved_at = timezone.now()
    made.save()
    return of_article(article, "reopen", comment=made.pk)


def certify(article):
    make_published(article)
    misspell(article, by=make_user("writer"))
    return of_article(article, "certify")


def invite(article):
    return of_article(article, "invite", expert="Dr. Test", email=OUTSIDE, days="7")


def send_invitation(article):
    attempt = of_article(article, "send-invitation", invitation=make_invitation(article).pk)
    return replace(attempt, state=lambda: len(mail.outbox))


def revoke(article):
    return of_article(article, "revoke", invitation=make_invitation(article).pk)


def confirm(article):
    invitation = give_verdict(make_invitation(article))
    return of_article(article, "confirm", invitation=invitation.pk, known_how=KNOWN_HOW)


def import_a_text(article):
    file = SimpleUploadedFile("page.txt", b"Headache\n\nOverview\n\nSome text.\n")
    return Attempt(reverse("admin:articles_article_import"), {"file": file}, Article.objects.count)


def bring_a_section_back(article):
    section = article.sections.first()
    section.delete()
    deleted_sections.keep(article, [section], make_user("writer"))
    keys = [article.pk, article.deleted_sections.get().pk]
    address = reverse("admin:articles_article_restore_section", args=keys)
    return Attempt(address, {}, article.sections.count)


def put_a_line_back(article):
    record = ImportRecord.objects.create(article=article, file_name="page.txt", imported_at=timezone.now())
    line = LeftOutLine.objects.create(record=record, line=1, reason="decoration", text="A line.")
    address = reverse("admin:articles_article_put_back", args=[article.pk, line.pk])
    return Attempt(address, {}, LeftOutLine.objects.filter(put_back_at=None).count)


def pin_a_related_article(article):
    make_published(article)
    return pin_in_a_draft(article)


def pin_in_a_draft(article):
    data = {"choice": "pin", "other": make_article().pk}
    address = reverse("admin:articles_article_related", args=[article.pk])
    return Attempt(address, data, RelatedEdition.objects.count)


def merge_tags(article):
    given_up, kept = [Tag.objects.create(name=name, slug=name) for name in ("scan", "scans")]
    return Attempt(
        reverse("admin:articles_tag_merge", args=[given_up.pk]), {"into": kept.pk}, Tag.objects.count
    )


def undo_a_merge_of_tags(article):
    given_up, kept = [Tag.objects.create(name=name, slug=name) for name in ("scan", "scans")]
    done = tag_merge.merge(given_up, kept, make_user("publisher"))
    return Attempt(reverse("admin:articles_tagmerge_undo", args=[done.pk]), {}, Tag.objects.count)


def answer_a_report(article):
    told = report(make_published(article), kind="wrong", text="A date is wrong.")
    address = reverse("admin:articles_readerreport_change", args=[told.pk])
    data = {"state": "answered", "note": "Wrote back."}
    return Attempt(address, data, ReaderReport.objects.open().count)


def lead_an_old_address_on(article):
    data = {"site": Site.objects.get_current().pk, "old_path": "/old/", "new_path": "/about/"}
    return Attempt(reverse("admin:redirects_redirect_add"), data, Redirect.objects.count)


def lead_an_old_address_to_another_site(article):
    attempt = lead_an_old_address_on(article)
    return replace(attempt, data={**attempt.data, "new_path": "https://elsewhere.example/"})


def of_list(model, row, action, state, **data):
    """The attempt of an act on the rows that are chosen in a list."""
    address = reverse(f"admin:{model}_changelist")
    return Attempt(
        address, {"action": action, ACTION_CHECKBOX_NAME: [row.pk], "confirmed": "1", **data}, state
    )


def state_of(article, field):
    return lambda: Article.objects.values_list(field, flat=True).get(pk=article.pk)


def add_a_tag_to_many(article):
    return of_list("articles_article", article, "bulk_tag", state_of(article, "digest"), name="another tag")


def set_the_owner_of_many(article):
    owner = make_user("writer")
    return of_list("articles_article", article, "bulk_owner", state_of(article, "owner"), owner=owner.pk)


def set_the_interval_of_many(article):
    return of_list(
        "articles_article", article, "bulk_interval", state_of(article, "review_interval"), months=7
    )


def submit_many(article):
    return of_list("articles_article", article, "bulk_submit", article.review_requests.count)


def trash_many(article):
    return of_list("articles_article", article, "bulk_trash", state_of(article, "trashed_at"))


def take_many_out_of_the_trash(article):
    publishing.trash(article, make_user("publisher"))
    attempt = of_list("articles_article", article, "bulk_untrash", state_of(article, "trashed_at"))
    return replace(attempt, address=f"{attempt.address}?status=trashed")


def trash_an_import(article):
    now = timezone.now()
    record = ImportRecord.objects.create(
        article=article, file_name="page.txt", working_digest=article.digest, imported_at=now
    )
    Act.objects.create(article=article, verb=Act.Verb.IMPORT, at=now, detail={"result": "created"})
    address = reverse("admin:articles_importrecord_trash_import", args=[record.pk])
    return Attempt(address, {}, state_of(article, "trashed_at"))


def approve_a_record(article):
    return of_record(make_term(approved=False), "ApproveForm", password=PASSWORD)


def take_a_record_down(article):
    return of_record(make_term(), "TakeDownForm", reason=REASON)


def of_record(row, name, **data):
    """The attempt of an act on the page of a record."""
    [record] = records_of(row)
    address = reverse("admin:resources_term_approve", args=[row.pk, record.kind.name])
    data = {"name": name, "seen_digest": record.digest, **data}
    return Attempt(address, data, LiveRecord.objects.filter(kind=record.kind.name).count)


def move_an_organization_to_the_trash(article):
    unused = make_organization(approved=False)
    in_use = Organization.objects.filter(trashed_at=None).count
    return of_list("resources_organization", unused, "move_to_trash", in_use)
