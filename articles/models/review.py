"""What people say of a working copy on its way to an edition, each bound to a text by its digest."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .account_name import account_name
from .append_only import AppendOnly, AppendOnlyQuerySet
from .cause import Cause
from .contributor import Contributor
from .deflated_json import DeflatedJSONField


class ReviewRequest(models.Model):
    """A writer submitted a text for review."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="review_requests")
    digest = models.CharField(max_length=64)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    requested_at = models.DateTimeField()
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="review_requests",
    )
    due_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-requested_at"]
        indexes = [models.Index(fields=["article", "digest"])]

    def __str__(self):
        return _("%(article)s: review asked %(requested_at)s") % {
            "article": self.article,
            "requested_at": f"{self.requested_at:%Y-%m-%d}",
        }

    @property
    def asker(self) -> str:
        """The name of the account that asked."""
        if self.requested_by is None:
            return _("Somebody")
        return account_name(self.requested_by)


class SignOffQuerySet(AppendOnlyQuerySet):
    def holding(self, today):
        """Those that say what was read beside the text, and whose waivers haven't ended."""
        unended = Q(waived_until=None) | Q(waived_until__gte=today)
        return self.filter(unended, page_digest__isnull=False)

    def ahead(self, today: date | None = None):
        """Those of a later day than today, which a clock that was ahead has dated."""
        return self.filter(signed_at__gte=_tomorrow(today))

    def counting(self, today: date | None = None):
        """Without approvals that are ahead; what was refused stays refused."""
        return self.exclude(verdict=SignOff.Verdict.APPROVED, signed_at__gte=_tomorrow(today))


def _tomorrow(today: date | None) -> datetime:
    """The moment at which the day after today begins, in the time zone of the site."""
    day = (today or timezone.localdate()) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time()))


class SignOff(AppendOnly):
    """A reviewer's verdict on one exact text."""

    class Verdict(models.TextChoices):
        APPROVED = "approved", gettext_lazy("approved")
        CHANGES = "changes", gettext_lazy("changes requested")

    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="sign_offs")
    digest = models.CharField(max_length=64)
    content = DeflatedJSONField(
        help_text=gettext_lazy("The text that was read, for comparison with later ones.")
    )
    verdict = models.CharField(max_length=10, choices=Verdict)
    contributor = models.ForeignKey(
        "articles.Contributor", on_delete=models.PROTECT, related_name="sign_offs"
    )
    reviewer = models.JSONField(
        help_text=gettext_lazy("Name, credentials, affiliation and interests on the day.")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="sign_offs"
    )
    comment = models.TextField(blank=True)
    carries = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.PROTECT,
        related_name="carried_by",
        help_text=gettext_lazy(
            "For a minor change that a second person certified: the sign-off that goes on."
        ),
    )
    terms = models.JSONField(
        null=True,
        help_text=gettext_lazy("The glossary words of the text, with their definitions as they were read."),
    )
    waivers = models.JSONField(
        null=True,
        help_text=gettext_lazy("The waivers that the page had, with their reasons, as they were read."),
    )
    waived_until = models.DateField(
        null=True, help_text=gettext_lazy("The day on which the first of them ends.")
    )
    review_interval = models.PositiveSmallIntegerField(
        null=True, help_text=gettext_lazy("The months to the next review, as they were read.")
    )
    page_digest = models.CharField(
        max_length=64,
        null=True,
        help_text=gettext_lazy("Of all that was read: the text, terms, waivers and months."),
    )
    certifier = models.JSONField(
        default=dict,
        help_text=gettext_lazy("Who certified the minor change, as readers saw them on the day."),
    )
    evidence_on = models.DateField(
        null=True, help_text=gettext_lazy("The day up to which the evidence was looked at.")
    )
    email = models.EmailField(
        blank=True,
        help_text=gettext_lazy("Of an outside expert, who proved that it is theirs. Readers never see it."),
    )
    signed_at = models.DateTimeField()

    objects = SignOffQuerySet.as_manager()

    class Meta(AppendOnly.Meta):
        abstract = False
        ordering = ["-signed_at", "-pk"]
        indexes = [
            models.Index(fields=["article", "digest"]),
            models.Index(fields=["-signed_at", "-id"], name="sign_off_by_date"),
            models.Index(
                fields=["id"], condition=models.Q(terms__isnull=True), name="sign_off_without_terms"
            ),
        ]

    def __str__(self):
        return _("%(article)s: %(verdict)s by %(contributor)s") % {
            "article": self.article,
            "verdict": self.verdict,
            "contributor": self.contributor,
        }

    @property
    def is_disowned(self) -> bool:
        """Whether the outside expert who is named says that it was not theirs."""
        invitation = None if self.user_id else getattr(self, "invitation", None)
        return invitation is not None and invitation.disowned_at is not None


class WaiverQuerySet(AppendOnlyQuerySet):
    def no_faults(self):
        """Those that say of a sentence that the check misread it."""
        return self.filter(until=None)

    def by_others(self):
        """Those by people who are neither authors of the text nor ever edited it."""
        wrote = Act.objects.filter(
            article=OuterRef("article"), actor=OuterRef("waived_by"), verb__in=Act.WRITING
        )
        authors = Contributor.objects.filter(
            authorships__article=OuterRef("article"), user=OuterRef("waived_by")
        )
        return self.filter(~Exists(wrote), ~Exists(authors))


class Waiver(AppendOnly):
    """A signed acceptance of one finding: an exception until a day, or, without a day, the word that a
    sentence isn't a fault, which holds while the sentence stands. A newer one for the same finding takes its
    place."""

    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="waivers")
    rule = models.CharField(max_length=60)
    fingerprint = models.CharField(
        max_length=64, help_text=gettext_lazy("Which finding: see Finding.fingerprint.")
    )
    trigger = models.CharField(max_length=300, blank=True)
    sentence = models.TextField(
        blank=True, default="", help_text=gettext_lazy("The sentence that the finding is about.")
    )
    reason = models.TextField(help_text=gettext_lazy("Readers see it in the history of the page."))
    waived_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="waivers")
    waived_at = models.DateTimeField()
    until = models.DateField(
        null=True,
        help_text=gettext_lazy("The last day on which it holds. None if the sentence isn't a fault."),
    )

    objects = WaiverQuerySet.as_manager()

    class Meta(AppendOnly.Meta):
        abstract = False
        ordering = ["-waived_at"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="waiver_has_a_reason"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=False) | ~models.Q(sentence=""),
                name="no_fault_has_a_sentence",
            ),
        ]

    def __str__(self):
        return f"{self.article}: {self.rule} {self._holds}"

    @property
    def _holds(self) -> str:
        return _("isn't a fault") if self.is_no_fault else (_("until %(until)s") % {"until": self.until})

    @property
    def is_no_fault(self) -> bool:
        return self.until is None


class ScheduleQuerySet(models.QuerySet):
    def due(self, now):
        """What is to be carried out now, in the order that it fell due."""
        return self.filter(due_at__lte=now).order_by("due_at", "pk")


class Schedule(models.Model):
    """What will happen to an article, and when. The act deletes it when it is carried out."""

    class Action(models.TextChoices):
        PUBLISH = "publish", gettext_lazy("publish")
        WITHDRAW = "withdraw", gettext_lazy("withdraw")

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="schedules")
    action = models.CharField(max_length=10, choices=Action)
    digest = models.CharField(
        max_length=64, blank=True, help_text=gettext_lazy("The text that may be published, and no other.")
    )
    page_digest = models.CharField(
        max_length=64,
        blank=True,
        default="",
        help_text=gettext_lazy("Of the page as it was scheduled: see SignOff."),
    )
    due_at = models.DateTimeField(db_index=True)
    change = models.CharField(max_length=10, blank=True)
    cause = models.CharField(max_length=20, choices=Cause, blank=True)
    reason = models.TextField(blank=True)
    scheduled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    scheduled_at = models.DateTimeField()

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        ordering = ["due_at"]
        constraints = [models.UniqueConstraint(fields=["article", "action"], name="schedule_once_an_action")]

    def __str__(self):
        return _("%(article)s: %(action)s on %(due_at)s") % {
            "article": self.article,
            "action": self.action,
            "due_at": f"{self.due_at:%Y-%m-%d %H:%M %Z}",
        }


# The account that texts from outside count as the work of; see articles/publishing/outside.py.
OUTSIDE = "outside"


class Act(AppendOnly):
    """A line of the log: who did what to which text, and when.

    The text is that of an article, or of the record with the key `record` of the kind `record_kind`.
    """

    class Verb(models.TextChoices):
        IMPORT = "import", gettext_lazy("imported")
        EDIT = "edit", gettext_lazy("edited")
        SUBMIT = "submit", gettext_lazy("submitted")
        SIGN_OFF = "sign-off", gettext_lazy("signed off")
        REQUEST_CHANGES = "request-changes", gettext_lazy("requested changes")
        CERTIFY = "certify", gettext_lazy("certified a minor change")
        COMMENT = "comment", gettext_lazy("commented")
        RESOLVE = "resolve", gettext_lazy("resolved a comment")
        INVITE = "invite", gettext_lazy("invited an expert")
        REVOKE = "revoke", gettext_lazy("revoked an invitation")
        CONFIRM = "confirm", gettext_lazy("confirmed an expert's verdict")
        FLAG = "flag", gettext_lazy("flagged for review")
        WAIVE = "waive", gettext_lazy("waived a finding")
        SCHEDULE = "schedule", gettext_lazy("scheduled")
        UNSCHEDULE = "unschedule", gettext_lazy("unscheduled")
        PUBLISH = "publish", gettext_lazy("published")
        WITHDRAW = "withdraw", gettext_lazy("withdrew")
        RESTORE = "restore", gettext_lazy("restored")
        TRASH = "trash", gettext_lazy("moved to the trash")
        REFUSE = "refuse", gettext_lazy("was refused")
        UNTRASH = "untrash", gettext_lazy("took out of the trash")
        APPROVE = "approve", gettext_lazy("approved")
        TAKE_DOWN = "take-down", gettext_lazy("took from readers")

    # Who has such a line in the log of an article had a hand in its text.
    WRITING = (Verb.IMPORT, Verb.EDIT, Verb.RESTORE)

    article = models.ForeignKey("articles.Article", null=True, on_delete=models.PROTECT, related_name="acts")
    record_kind = models.CharField(max_length=20, blank=True, default="")
    record = models.PositiveBigIntegerField(null=True)
    verb = models.CharField(max_length=20, choices=Verb)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="acts"
    )
    at = models.DateTimeField(db_index=True)
    digest = models.CharField(max_length=64, blank=True)
    detail = models.JSONField(default=dict)

    class Meta(AppendOnly.Meta):
        abstract = False
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(
                fields=["record_kind", "record"], name="act_of_record", condition=Q(record__isnull=False)
            )
        ]

    @property
    def names_somebody(self) -> bool:
        """Whether it says who did it: neither nobody nor the account of texts from outside."""
        return self.actor is not None and self.actor.get_username() != OUTSIDE

    def __str__(self):
        about = self.article or f"{self.record_kind} {self.record}"
        return f"{about} {self.get_verb_display()} {self.at:%Y-%m-%d}"


class ImportRecord(models.Model):
    """What an import found: which text it was, what was dropped, what was to be fixed."""

    identity = models.CharField(
        max_length=500, unique=True, help_text=gettext_lazy("Tells the same text when it comes again.")
    )
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="import_records")
    file_name = models.CharField(max_length=300)
    digest = models.CharField(
        max_length=64, help_text=gettext_lazy("Digest of the content as the import made it.")
    )
    working_digest = models.CharField(
        max_length=64, help_text=gettext_lazy("Digest of the working copy right after the import.")
    )
    byline = models.JSONField(
        default=dict,
        help_text=gettext_lazy(
            "Author, reviewer and dates as the text claims them. Nobody has checked them."
        ),
    )
    old_addresses = models.JSONField(
        default=list,
        help_text=gettext_lazy("Where readers found the text before. The first edition takes them over."),
    )
    dropped = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["-imported_at"]

    def __str__(self):
        return f"{self.file_name}, {self.imported_at:%Y-%m-%d}"
