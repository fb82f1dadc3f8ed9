"""What acts have written: shown, never changed."""

import json

from django.conf import settings
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.admin.account_changes import account_changes
from articles.admin.acts.import_undo import import_undo_urls, undo_offered
from articles.admin.page import ReadOnlyAdmin
from articles.models import (
    Act,
    Comment,
    Edition,
    ExpertLetter,
    ImportRecord,
    Invitation,
    LiveEdition,
    Reminder,
    ReviewRequest,
    Schedule,
    SignOff,
    Waiver,
    Withdrawal,
)


class RecordAdmin(ReadOnlyAdmin):
    """Rows that hang on an article, the newest first."""

    list_select_related = ["article"]
    search_fields = ["article__title", "article__slug"]

    def get_queryset(self, request):
        big = [field.name for field in self.opts.concrete_fields if field.name in {"content", "rendered"}]
        is_list = request.resolver_match and request.resolver_match.url_name.endswith("_changelist")
        queryset = super().get_queryset(request)
        return queryset.defer(*big) if is_list else queryset


def as_text(value) -> str:
    """JSON as an editor can read it."""
    return format_html("<pre>{}</pre>", json.dumps(value, indent=2, ensure_ascii=False))


@admin.register(Edition)
class EditionAdmin(RecordAdmin):
    list_display = ["title", "number", "change", "published_at", "published_by", "next_review_on", "is_live"]
    list_filter = ["change", "published_at"]
    list_select_related = ["published_by", "live"]
    ordering = ["-published_at", "-pk"]
    search_fields = ["title", "slug", "check_code"]
    exclude = ["content", "rendered"]
    readonly_fields = ["text"]

    @admin.display(boolean=True, description=_("live"))
    def is_live(self, edition):
        return hasattr(edition, "live")

    @admin.display(description=_("text"))
    def text(self, edition):
        return as_text(edition.content)

    def view_on_site(self, edition):
        return edition.get_absolute_url() if hasattr(edition, "live") else None


@admin.register(SignOff)
class SignOffAdmin(RecordAdmin):
    list_display = ["article", "verdict", "contributor", "user", "evidence_on", "signed_at"]
    list_filter = ["verdict", "signed_at"]
    list_select_related = ["article", "contributor", "user"]
    exclude = ["content", "reviewer", "email"]
    readonly_fields = ["reviewer_then", "accounts", "text"]

    @admin.display(description=_("account changed within a week before"))
    def accounts(self, sign_off):
        return "\n".join(account_changes(sign_off)) or "no"

    @admin.display(description=_("reviewer on that day"))
    def reviewer_then(self, sign_off):
        return as_text(sign_off.reviewer)

    @admin.display(description=_("text"))
    def text(self, sign_off):
        return as_text(sign_off.content)


@admin.register(Act)
class ActAdmin(RecordAdmin):
    list_display = ["at", "verb", "article_link", "actor"]
    list_filter = ["verb", "at"]
    list_select_related = ["article", "actor"]
    exclude = ["detail"]
    readonly_fields = ["details"]

    @admin.display(description=_("article"), ordering="article__title")
    def article_link(self, act):
        if act.article is None:
            return None
        address = reverse("admin:articles_article_change", args=[act.article_id])
        return format_html('<a href="{}">{}</a>', address, act.article)

    @admin.display(description=_("detail"))
    def details(self, act):
        return as_text(act.detail)


@admin.register(ImportRecord)
class ImportRecordAdmin(RecordAdmin):
    list_display = ["file_name", "article", "imported_at"]
    list_filter = ["imported_at"]
    search_fields = ["file_name", "article__title"]
    exclude = ["dropped", "findings"]
    readonly_fields = ["what_was_dropped", "what_was_found"]
    change_form_template = "admin/articles/import_record.html"

    def get_urls(self):
        return [*import_undo_urls(self), *super().get_urls()]

    def render_change_form(self, request, context, *args, **kwargs):
        context |= undo_offered(request.user, context["original"])
        return super().render_change_form(request, context, *args, **kwargs)

    def get_queryset(self, request):
        return super().get_queryset(request).defer("dropped", "findings")

    @admin.display(description=_("dropped"))
    def what_was_dropped(self, record):
        texts = {(line.line, line.reason): line.text for line in record.left_out_lines.all()}
        return as_text(
            [{"text": texts.get((each.get("line"), each["reason"]), ""), **each} for each in record.dropped]
        )

    @admin.display(description=_("findings"))
    def what_was_found(self, record):
        return as_text(record.findings)


@admin.register(LiveEdition)
class LiveEditionAdmin(RecordAdmin):
    list_display = ["edition_title", "slug", "number", "notice"]
    search_fields = ["slug", "edition__title"]

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("edition", "article")
        return rows.defer("edition__content", "edition__rendered")

    @admin.display(description=_("article"), ordering="edition__title")
    def edition_title(self, live):
        return live.edition.title

    @admin.display(description=_("edition"))
    def number(self, live):
        return live.edition.number


@admin.register(Schedule)
class ScheduleAdmin(RecordAdmin):
    list_display = ["article", "action", "due", "scheduled_by", "scheduled_at"]
    list_filter = ["action"]
    list_select_related = ["article", "scheduled_by"]

    @admin.display(
        description=format_lazy(_("when ({time_zone})"), time_zone=settings.TIME_ZONE), ordering="due_at"
    )
    def due(self, schedule):
        return f"{timezone.localtime(schedule.due_at):%Y-%m-%d %H:%M}"


@admin.register(Withdrawal)
class WithdrawalAdmin(RecordAdmin):
    list_display = ["article", "cause", "reason", "successor", "withdrawn_by", "withdrawn_at"]
    list_select_related = ["article", "successor", "withdrawn_by"]


@admin.register(Waiver)
class WaiverAdmin(RecordAdmin):
    list_display = ["article", "rule", "trigger", "sentence", "reason", "waived_by", "until"]
    list_filter = ["rule", ("until", admin.EmptyFieldListFilter), "until"]
    list_select_related = ["article", "waived_by"]


@admin.register(ReviewRequest)
class ReviewRequestAdmin(RecordAdmin):
    list_display = ["article", "reviewer", "due_on", "requested_by", "requested_at"]
    list_filter = ["due_on"]
    list_select_related = ["article", "reviewer", "requested_by"]


@admin.register(Comment)
class CommentAdmin(RecordAdmin):
    list_display = ["article", "heading", "text", "user", "written_at", "resolved_at"]
    list_select_related = ["article", "user"]


@admin.register(Invitation)
class InvitationAdmin(RecordAdmin):
    list_display = [
        "article",
        "name",
        "verdict",
        "invited_by",
        "invited_at",
        "sent_at",
        "expires_at",
        "revoked_at",
    ]
    list_filter = [
        "verdict",
        ("sent_at", admin.EmptyFieldListFilter),
        ("disowned_at", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["article", "invited_by"]
    exclude = ["content"]
    readonly_fields = ["sent_at", "proven_at", "disowned_at"]


@admin.register(ExpertLetter)
class ExpertLetterAdmin(RecordAdmin):
    """What outside experts were told of editions under their name. No page shows the link in a letter."""

    list_display = ["edition", "expert", "sent_at"]
    list_filter = [("sent_at", admin.EmptyFieldListFilter)]
    list_select_related = ["edition", "invitation"]
    search_fields = ["edition__title", "edition__slug", "invitation__signed_name"]
    readonly_fields = ["sent_at"]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.defer("edition__content", "edition__rendered", "invitation__content")

    @admin.display(description=_("expert"), ordering="invitation__signed_name")
    def expert(self, letter):
        return letter.invitation.signed_name


@admin.register(Reminder)
class ReminderAdmin(RecordAdmin):
    list_display = ["article", "user", "reason", "due_on", "sent_at"]
    list_select_related = ["article", "user"]
