"""One form for each act. It asks for what the act needs and calls it; every rule is in the act."""

from datetime import timedelta

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import widgets
from django.contrib.auth import get_user_model
from django.template.defaultfilters import truncatechars
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import publishing
from articles.admin.odd_requests import KeySelect
from articles.models import Article, Cause, Edition, Schedule, Withdrawal
from articles.publishing.change_note import note_to_renew
from articles.publishing.roles import users_with
from articles.publishing.writers import without_writer
from articles.working_copy.findings import article_findings
from cancerinfo.accounts.proof import proof_field

WAIVER_DAYS = 180
WORDS_SHOWN = 160
EXCEPTION, NO_FAULT = "exception", "no-fault"
NO_FAULT_OR_EXCEPTION = [
    (EXCEPTION, gettext_lazy("an exception, until a day")),
    (NO_FAULT, gettext_lazy("not a fault: the check misread this sentence")),
]
CAUSES = [("", gettext_lazy("choose a sentence")), *Cause.choices]
OWN_WORDS = gettext_lazy(
    "If the sentence doesn't say enough. Readers see it once a second person has approved it."
)
CHANGES = [("", gettext_lazy("decided by what changed")), *Edition.Change.choices[1:]]


class DateField(forms.DateField):
    def __init__(self, **kwargs):
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class MomentField(forms.DateTimeField):
    def __init__(self, **kwargs):
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        zone = timezone.get_default_timezone_name()
        super().__init__(
            widget=widget, help_text=format_lazy(gettext_lazy("Time zone: {zone}."), zone=zone), **kwargs
        )


class TextField(forms.CharField):
    def __init__(self, rows=4, **kwargs):
        super().__init__(widget=widgets.AdminTextareaWidget(attrs={"rows": rows}), **kwargs)


class ActForm(forms.Form):
    """`name` is the act, in the address as well; `permission` only decides who is offered the button."""

    name = ""
    permission = ""
    title = ""
    button = ""
    explanation = ""
    done = ""
    level = messages.SUCCESS
    shows_difference = False
    shows_reviewer = False
    # Whether a name will stand under it: then the password is asked for again.
    needs_proof = False

    def __init__(self, article, user, data=None, **kwargs):
        self.article, self.user = article, user
        super().__init__(data, **kwargs)
        if self.needs_proof:
            self.fields["password"] = proof_field(user)

    seen_digest = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def button_label(self):
        """The words on the button, for this article."""
        return self.button

    def run(self):
        """Does the act. Raises articles.publishing.ActRefused."""
        values = dict(self.cleaned_data)
        return self.act(seen_digest=values.pop("seen_digest"), **values)

    def act(self, seen_digest, **values):
        raise NotImplementedError


class SeenField(forms.CharField):
    """The page that the editor saw when the form was opened; `initial` and the value are a ReviewedPage."""

    widget = forms.HiddenInput

    def prepare_value(self, value):
        return value.as_json() if isinstance(value, publishing.ReviewedPage) else value

    def to_python(self, value):
        try:
            return publishing.ReviewedPage.from_json(value or "")
        except ValueError as error:
            raise forms.ValidationError(_("The form isn't complete. Open its page again.")) from error


class PageForm(ActForm):
    """An act on the whole page: the text and what is drawn beside it."""

    seen_digest = None
    seen = SeenField()

    def show(self, shown):
        """Asks for a decision on what is shown (a Reading), with all that was typed."""
        self.data = {**self.data.dict(), self.add_prefix("seen"): shown.seen.as_json()}

    def run(self):
        return self.act(**self.cleaned_data)


class PublicationForm(PageForm):
    """An act on a page and on what its reviewer says, by the key of the sign-off, 0 for none."""

    shows_difference = True
    shows_reviewer = True
    seen_sign_off = forms.IntegerField(widget=forms.HiddenInput)

    def show(self, shown):
        super().show(shown)
        self.data[self.add_prefix("seen_sign_off")] = shown.given_key


class SubmitForm(ActForm):
    name = "submit"
    permission = "articles.change_article"
    title = gettext_lazy("Submit for review")
    button = gettext_lazy("Submit for review")
    explanation = gettext_lazy(
        "A reviewer will read this text word for word. If it changes, it is read again."
    )
    done = gettext_lazy("Submitted for review.")

    reviewer = forms.ModelChoiceField(
        get_user_model().objects.none(),
        required=False,
        empty_label=gettext_lazy("any medical reviewer"),
        label=gettext_lazy("Reviewer"),
    )
    due_on = DateField(label=gettext_lazy("Wanted by"), required=False)
    note = TextField(rows=2, required=False, label=gettext_lazy("Note to the reviewer"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].queryset = users_with("review_article").exclude(pk=self.user.pk)

    @cached_property
    def open_errors(self):
        """What would stop the publication of this text, as far as an editor has to fix it."""
        return [item for item in article_findings(self.article) if item.must_be_fixed]

    @cached_property
    def needs_two(self):
        """Whether two reviewers must sign this text off, for its writer is unknown."""
        return bool(without_writer([self.article]))

    @cached_property
    def note_to_renew(self):
        """What to say of a text that still tells readers what an earlier edition changed."""
        return note_to_renew(self.article) if self.article and self.article.pk else ""

    @property
    def needs_a_look(self):
        """Whether one click isn't enough to submit this text."""
        return bool(self.open_errors or self.needs_two or self.note_to_renew)

    @property
    def button_label(self):
        return _("Submit all the same") if self.open_errors else self.button

    def act(self, seen_digest, **values):
        publishing.submit(self.article, self.user, seen_digest=seen_digest or None, **values)


class SignOffForm(PageForm):
    name = "sign-off"
    permission = "articles.review_article"
    title = gettext_lazy("Read and sign off")
    button = gettext_lazy("Sign off this text")
    explanation = gettext_lazy(
        "You confirm, with your name and credentials, that you read every word and stand by it."
    )
    done = gettext_lazy("Signed off. A publisher can publish it now.")
    needs_proof = True

    evidence_on = DateField(label=gettext_lazy("Based on evidence up to"))
    interests = TextField(
        rows=2,
        label=gettext_lazy("Your interests"),
        help_text=gettext_lazy('Readers see them. Write "None" if there are none.'),
    )
    comment = TextField(
        rows=3, required=False, help_text=gettext_lazy("For the editors."), label=gettext_lazy("Comment")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        person = getattr(self.user, "contributor", None)
        self.fields["evidence_on"].initial = timezone.localdate
        self.fields["interests"].initial = person.interests if person else ""

    def act(self, **values):
        publishing.sign_off(self.article, self.user, **values)


class RequestChangesForm(ActForm):
    name = "request-changes"
    permission = "articles.review_article"
    title = gettext_lazy("Read and ask for changes")
    button = gettext_lazy("Send back for changes")
    explanation = gettext_lazy("The text goes back to its writer with your comment.")
    done = gettext_lazy("Sent back to the writer.")

    comment = TextField(label=gettext_lazy("What must change, and why"))

    def act(self, seen_digest, **values):
        publishing.request_changes(self.article, self.user, seen_digest=seen_digest, **values)


class PublishForm(PublicationForm):
    name = "publish"
    permission = "articles.publish_article"
    title = gettext_lazy("Publish")
    button = gettext_lazy("Publish now")
    explanation = gettext_lazy(
        "Visitors will read exactly this text, as a new edition that nothing changes afterwards."
    )
    done = gettext_lazy("Published.")

    change = forms.ChoiceField(choices=CHANGES, required=False, label=gettext_lazy("Kind of change"))

    def act(self, **values):
        publishing.publish(self.article, self.user, **values)


class ScheduleForm(PublicationForm):
    name = "schedule"
    permission = "articles.publish_article"
    title = gettext_lazy("Schedule")
    button = gettext_lazy("Schedule")
    explanation = gettext_lazy(
        "At that time this text, and no other, is published, or the page is withdrawn."
    )
    done = gettext_lazy("Scheduled.")

    action = forms.ChoiceField(choices=Schedule.Action.choices, label=gettext_lazy("What happens"))
    due_at = MomentField(label=gettext_lazy("When"))
    change = forms.ChoiceField(choices=CHANGES, required=False, label=gettext_lazy("Kind of change"))
    cause = forms.ChoiceField(
        choices=CAUSES, required=False, label=gettext_lazy("Why, if the page is withdrawn")
    )
    reason = TextField(rows=2, required=False, label=gettext_lazy("In your own words"), help_text=OWN_WORDS)

    def act(self, **values):
        publishing.schedule(self.article, self.user, **values)


class UnscheduleForm(ActForm):
    name = "unschedule"
    permission = "articles.publish_article"
    title = gettext_lazy("Cancel what is scheduled")
    button = gettext_lazy("Cancel it")
    done = gettext_lazy("Nothing is scheduled now.")

    action = forms.ChoiceField(label=gettext_lazy("What was to happen"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [
            (
                schedule.action,
                _("%(action)s on %(due_at)s")
                % {
                    "action": schedule.action,
                    "due_at": f"{timezone.localtime(schedule.due_at):%Y-%m-%d %H:%M %Z}",
                },
            )
            for schedule in self.article.schedules.all()
        ]

    def act(self, seen_digest, **values):
        publishing.unschedule(self.article, self.user, **values)


class WithdrawForm(ActForm):
    name = "withdraw"
    permission = "articles.publish_article"
    title = gettext_lazy("Withdraw")
    button = gettext_lazy("Withdraw the page")
    explanation = gettext_lazy(
        "The page leaves the site at once. Its address says why and links to the page to read instead."
    )
    done = gettext_lazy("Withdrawn.")

    cause = forms.ChoiceField(
        choices=CAUSES, label=gettext_lazy("Why"), help_text=gettext_lazy("Readers are told so at once.")
    )
    reason = TextField(required=False, label=gettext_lazy("In your own words"), help_text=OWN_WORDS)
    successor = forms.ModelChoiceField(
        Article.objects.filter(live__isnull=False),
        required=False,
        label=gettext_lazy("Read this article instead"),
        widget=KeySelect(Withdrawal._meta.get_field("successor"), admin.site),
    )

    def act(self, seen_digest, **values):
        publishing.withdraw(self.article, self.user, **values)


class WaiveForm(ActForm):
    name = "waive"
    permission = "articles.waive_finding"
    title = gettext_lazy("Waive a finding")
    button = gettext_lazy("Waive it, signed by me")
    explanation = gettext_lazy(
        "The finding then no longer blocks this article. Readers see your name and reason. "
        "Whoever wrote, edited or imported a text waives nothing in it."
    )
    done = gettext_lazy("Waived.")

    finding = forms.ChoiceField(label=gettext_lazy("Finding"))
    what = forms.ChoiceField(
        label=gettext_lazy("It is"),
        choices=NO_FAULT_OR_EXCEPTION,
        initial=EXCEPTION,
        help_text=gettext_lazy("A sentence that isn't a fault is left alone until one of its words changes."),
    )
    reason = TextField(help_text=gettext_lazy("At least a sentence."), label=gettext_lazy("Reason"))
    until = DateField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("For an exception: at most a year from today."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        found = [
            item for item in article_findings(self.article) if not item.waiver and not item.awaits_sign_off
        ]
        self.never_waived = [item for item in found if item.why_never_waived]
        self.findings = {
            item.finding.fingerprint: item.finding for item in found if not item.why_never_waived
        }
        self.fields["finding"].choices = [
            (key, " · ".join(filter(None, [finding.rule, finding.section, _words(finding)])))
            for key, finding in self.findings.items()
        ]
        self.fields["until"].initial = timezone.localdate() + timedelta(days=WAIVER_DAYS)

    def clean(self):
        given = super().clean()
        if given.get("what") == EXCEPTION and not given.get("until") and "until" not in self.errors:
            self.add_error("until", _("Say until when the exception holds."))
        return given

    def act(self, seen_digest, finding, what, reason, until):
        day = until if what == EXCEPTION else None
        publishing.waive(self.article, self.user, finding=self.findings[finding], reason=reason, until=day)


def _words(finding):
    return truncatechars(finding.sentence if finding.is_of_sentence else finding.trigger, WORDS_SHOWN)


class TrashForm(ActForm):
    name = "trash"
    permission = "articles.change_article"
    title = gettext_lazy("Move to the trash")
    button = gettext_lazy("Move it to the trash")
    explanation = gettext_lazy("The article leaves every list except the trash. Nothing is lost.")
    done = gettext_lazy("It is in the trash now.")

    def act(self, seen_digest):
        publishing.trash(self.article, self.user)


class UntrashForm(ActForm):
    name = "untrash"
    permission = "articles.change_article"
    title = gettext_lazy("Take out of the trash")
    button = gettext_lazy("Take it out of the trash")
    done = gettext_lazy("It is out of the trash, just as it was.")

    def act(self, seen_digest):
        publishing.untrash(self.article, self.user)


EDITION_FORMS = [
    SubmitForm, SignOffForm, RequestChangesForm, PublishForm, ScheduleForm, UnscheduleForm, WithdrawForm,
    WaiveForm, TrashForm, UntrashForm,
]  # fmt: skip
