"""What stands beside an article's form: where it stands, what blocks it, who is next, findings and acts.

It words facts and offers buttons; whether an act is allowed is decided by the act.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.account_changes import account_changes
from articles.admin.acts.act_forms import SubmitForm
from articles.admin.acts.expert_forms import open_invitations, unanswered_invitations
from articles.admin.acts.offered import ACTS
from articles.admin.acts.restore_form import has_earlier_texts
from articles.content import ArticleContent, used_keys
from articles.content_checks import ERROR
from articles.content_checks.score_card import ScoreCard, score_card
from articles.exporting.formats import FORMATS, Format
from articles.models import (
    Article,
    Comment,
    DeletedSection,
    Edition,
    Invitation,
    LeftOutLine,
    ReviewRequest,
    SignOff,
    Status,
    WithdrawalWords,
    account_name,
)
from articles.models.stored_standing import standing_now
from articles.publishing import why_not_publish
from articles.publishing.as_read import why_not_as_read
from articles.publishing.certify import reasons_against
from articles.publishing.house import House
from articles.publishing.reviewed_page import DrawnText
from articles.publishing.writers import why_not_theirs, why_not_two_reviewers
from articles.reports.measures import TextMeasures, discounted_words, measure
from articles.text.days import day_words
from articles.working_copy.findings import ArticleFinding
from articles.working_copy.grouping import Group, grouped

# The act that usually comes next.
NEXT_ACT = {
    Status.DRAFT: "submit",
    Status.SENT_BACK: "submit",
    Status.IN_REVIEW: "sign-off",
    Status.SIGNED_OFF: "publish",
    Status.WITHDRAWN: "submit",
}

# Where nobody waits for anything but a writer.
TO_SUBMIT = {status for status, act in NEXT_ACT.items() if act == "submit"}

# The way of a text to its readers, and what an article may be called on each step.
STEPS = {
    gettext_lazy("Draft"): {Status.DRAFT, Status.SENT_BACK, Status.WITHDRAWN, Status.TRASHED},
    gettext_lazy("In review"): {Status.IN_REVIEW},
    gettext_lazy("Signed off"): {Status.SIGNED_OFF, Status.SCHEDULED},
    gettext_lazy("Published"): {Status.PUBLISHED},
}


@dataclass(frozen=True)
class Step:
    """A step on the way to the readers; `state` is "done", "here" or "to-come"."""

    label: str
    state: str


@dataclass(frozen=True)
class Button:
    """`saves` if it saves the form first; else it leads to `address`."""

    name: str
    label: str
    address: str
    saves: bool = False


class Desk:
    """Everything beside the form of `article`, which is None while it is being added."""

    def __init__(self, request, article: Article | None, may_change: bool):
        self.user, self.article, self.may_change = request.user, article, may_change
        self.today = timezone.localdate()

    @cached_property
    def deleted_sections(self) -> list[DeletedSection]:
        """What was deleted of the text and can come back, the newest first."""
        return list(self.article.deleted_sections.select_related("deleted_by")) if self.may_change else []

    @cached_property
    def left_out_lines(self) -> list[LeftOutLine]:
        """What the imports of the text left out, in the order of the text."""
        if not self.may_change:
            return []
        found = LeftOutLine.objects.filter(record__article=self.article).select_related("put_back_by")
        return list(found)

    @property
    def formats(self) -> Mapping[str, Format]:
        """Those in which the text can be taken along."""
        return FORMATS

    @cached_property
    def status(self) -> Status:
        """As the lists have it, but a signed page is compared afresh."""
        status = Status(standing_now(self.article, self.today))
        is_signed = status in {Status.SIGNED_OFF, Status.SCHEDULED}
        return Status.IN_REVIEW if is_signed and self.is_void else status

    @cached_property
    def steps(self) -> list[Step]:
        """The whole way, with the step that the article is on."""
        labels = list(STEPS)
        here = next(i for i, names in enumerate(STEPS.values()) if self.status in names)
        states = ["done"] * here + ["here"] + ["to-come"] * (len(labels) - here - 1)
        return [Step(label, state) for label, state in zip(labels, states, strict=True)]

    @cached_property
    def live_edition(self) -> Edition | None:
        return self.text.facts.live_edition(self.article)

    @cached_property
    def sentences(self) -> list[str]:
        """Where the article stands and who is next."""
        words = {
            Status.TRASHED: lambda: _("It is in the trash."),
            Status.PUBLISHED: lambda: _("Visitors read exactly this text."),
            Status.SCHEDULED: lambda: _("This text is scheduled. Nobody needs to do anything."),
            Status.SIGNED_OFF: self._signed_off,
            Status.SENT_BACK: self._sent_back,
            Status.IN_REVIEW: self._in_review,
            Status.WITHDRAWN: self._withdrawn,
            Status.DRAFT: lambda: _("Nobody has been asked to review this text yet. A writer is next."),
        }
        found = [words[self.status](), *self._schedules(), *self._live()]
        return [sentence for sentence in found if sentence]

    @cached_property
    def asked(self) -> ReviewRequest | None:
        """What a writer asked of the reviewer, while the text waits for a verdict."""
        if not self.article or self.status != Status.IN_REVIEW:
            return None
        asked = self.article.review_requests.filter(digest=self.article.digest)
        return asked.select_related("reviewer", "requested_by").first()

    @property
    def asked_words(self) -> str:
        """Who asked whom for the review, when, and until when it is wanted."""
        asked = self.asked
        reviewer = _("any medical reviewer")
        if asked.reviewer:
            reviewer = _("you") if asked.reviewer == self.user else account_name(asked.reviewer)
        said = {"day": day_words(asked.requested_at), "asker": asked.asker, "reviewer": reviewer}
        if not asked.due_on:
            return _("On %(day)s, %(asker)s asked %(reviewer)s to review this text.") % said
        due = {"due": day_words(asked.due_on)}
        return _("On %(day)s, %(asker)s asked %(reviewer)s to review this text by %(due)s.") % (said | due)

    def _newest_verdict(self):
        verdicts = SignOff.objects.filter(article=self.article, digest=self.article.digest)
        return verdicts.defer("content").select_related("contributor").first()

    def _signed_off(self):
        sign_off = self._newest_verdict()
        who = _("A second reviewer") if self.needs_second else _("A publisher")
        return _("Signed off by %(contributor)s on %(day)s. %(who)s is next.") % {
            "contributor": sign_off.contributor,
            "day": day_words(sign_off.signed_at),
            "who": who,
        }

    def _sent_back(self):
        verdict = self._newest_verdict()
        return _("%(name)s asked for changes: “%(comment)s” A writer is next.") % {
            "name": verdict.contributor.name,
            "comment": verdict.comment,
        }

    def _in_review(self):
        reviewer = self.asked and self.asked.reviewer
        who = account_name(reviewer) if reviewer else _("a medical reviewer")
        said = _("Waiting for the sign-off of %(who)s.") % {"who": who}
        void = _("It was signed off, but the page has changed since.")
        return f"{void} {said}" if self.is_void else said

    def _withdrawn(self):
        withdrawal = self.article.withdrawals.first()
        if not withdrawal:
            return ""
        words = WithdrawalWords.objects.filter(withdrawal=withdrawal).first()
        day = day_words(withdrawal.withdrawn_at)
        said = _("Withdrawn on %(day)s: %(cause)s") % {"day": day, "cause": withdrawal.get_cause_display()}
        if not words:
            return said
        return said + " " + _("In other words: “%(text)s”") % {"text": words.text}

    def _schedules(self):
        for schedule in self.article.schedules.all():
            when = timezone.localtime(schedule.due_at)
            yield _("Will %(action)s on %(day)s at %(when)s.") % {
                "action": schedule.action,
                "day": day_words(when),
                "when": f"{when:%H:%M %Z}",
            }

    def _live(self):
        edition = self.live_edition
        if not edition:
            yield _("No edition is live.")
            return
        if edition.review.is_disowned:
            yield (
                _(
                    "Its review is in question: %(name)s says that it was not theirs. It needs a "
                    "new sign-off, or must be withdrawn."
                )
                % {"name": edition.review.reviewer["name"]}
            )
        if self.status != Status.PUBLISHED:
            yield _("Visitors still read edition %(number)s of %(day)s.") % {
                "number": edition.number,
                "day": day_words(edition.published_at),
            }
        day = {"day": day_words(edition.next_review_on)}
        if edition.next_review_on < self.today:
            yield _("The next review was due on %(day)s.") % day
        else:
            yield _("The next review is due on %(day)s.") % day

    @cached_property
    def content(self) -> ArticleContent:
        return self.article.content()

    @cached_property
    def unknown_keys(self) -> list[str]:
        """Tokens of the text that name no source, no survey table and no figure."""
        known = {source.key for source in self.content.sources}
        tables = {table.key: table for table in self.content.survey_tables}
        figures = {figure.key: figure for figure in self.content.figures}
        used = used_keys(self.content.sections, tables, figures)
        unknown = [f"[@{key}]" for key in used.sources if key not in known]
        unknown += [f"[survey:{key}]" for key in used.tables if key not in tables]
        return unknown + [f"[figure:{key}]" for key in used.figures if key not in figures]

    @cached_property
    def text(self) -> DrawnText:
        """The text with what is known of it, each fact asked for once."""
        return DrawnText(self.article, self.content, House(self.today))

    @property
    def every_finding(self) -> list[ArticleFinding]:
        return self.text.every_finding

    @cached_property
    def measures(self) -> TextMeasures:
        """The outline, the length and the reading level of the text."""
        terms = self.text.house.terms
        return measure(self.content, terms, discounted_words(terms))

    @cached_property
    def scores(self) -> ScoreCard:
        """How far the text meets the standards; a waiver makes no item met."""
        found = (item.finding for item in self.every_finding)
        return score_card(found, self.content.kind, self.content.audience)

    @cached_property
    def comments(self) -> list[Comment]:
        """The comments on the article, those to be resolved first, each with the answers, `said_to_it`."""
        found = list(self.article.comments.select_related("user", "invitation"))
        for comment in found:
            comment.said_to_it = [each for each in found if each.answers_id == comment.pk]
        asked = [comment for comment in found if comment.answers_id is None]
        return sorted(asked, key=lambda comment: comment.resolved_at is not None)

    @cached_property
    def invitations(self) -> list[Invitation]:
        """Outside experts who were asked."""
        return list(self.article.invitations.seen_by(self.user).defer("content"))

    @cached_property
    def is_theirs(self) -> bool:
        """Whether the text is this person's to decide on."""
        return not any(why_not_theirs(self.user, self.article))

    @cached_property
    def may_certify(self) -> bool:
        """Whether this person may call it minor what changed since the live edition."""
        if self.live_edition is None or self.status in {Status.PUBLISHED, Status.SIGNED_OFF}:
            return False
        return self._may("certify") and not reasons_against(self.live_edition, self.content)

    @cached_property
    def account_changes(self) -> list[str]:
        """For who reviews or publishes: what was changed of the accounts that signed this text, shortly
        before they did."""
        if not self.article or not (self._may("publish") or self._may("sign-off")) or not self.text.verdict:
            return []
        given = SignOff.objects.filter(article=self.article, digest=self.article.digest, verdict="approved")
        given = given.select_related("user", "carries__user").defer("content", "carries__content")
        return [sentence for each in given for sentence in account_changes(each)]

    @cached_property
    def needs_second(self) -> bool:
        """Whether the text needs another reviewer than the one who signed it off."""
        return any(why_not_two_reviewers(self.article, self.content, self.article.digest))

    @cached_property
    def is_void(self) -> bool:
        """Whether the text was approved, but not the page that it would have now."""
        given = self.text.verdict
        if given is None or given.verdict != SignOff.Verdict.APPROVED:
            return False
        return any(why_not_as_read(given, self.text.page))

    @cached_property
    def findings(self) -> dict[str, list]:
        """ArticleFindings by group. What comes with the sign-off isn't an error that an editor must fix."""
        found = self.every_finding
        return {
            "errors": [item for item in found if item.must_be_fixed],
            "awaited": [item for item in found if item.is_open_error and item.awaits_sign_off],
            "warnings": [item for item in found if item.finding.severity != ERROR and not item.waiver],
            "waived": [item for item in found if item.waiver],
        }

    @cached_property
    def groups(self) -> dict[str, list[Group]]:
        """The open errors and the warnings, each by what there is to do."""
        return {name: grouped(self.findings[name]) for name in ("errors", "warnings")}

    @cached_property
    def blockers(self) -> list[str]:
        """What stands between this text and its publication, apart from the open errors."""
        if self.status == Status.PUBLISHED:
            return []
        publisher = self.user if self._may("publish") else None
        return why_not_publish(self.article, by=publisher, findings=False, text=self.text)

    @cached_property
    def blocking_errors(self) -> int:
        """How many open errors stand between this text and its publication."""
        return 0 if self.status == Status.PUBLISHED else len(self.findings["errors"])

    @cached_property
    def primary(self) -> Button | None:
        """The act that the article waits for, or else the submission of a correction."""
        name = NEXT_ACT.get(self.status) if self.article else "submit"
        if name and self._may(name):
            return self._button(name)
        corrects = self.may_change and self.article and self.status != Status.TRASHED
        return self._button("submit") if corrects and self._may("submit") else None

    @cached_property
    def others(self) -> list[Button]:
        """The other acts that this person may do and that the article is ready for."""
        if not self.article:
            return []
        used = self.primary.name if self.primary else ""
        return [
            self._button(name) for name in ACTS if name != used and self._may(name) and self.occasions[name]
        ]

    @cached_property
    def submit_form(self) -> SubmitForm | None:
        """The optional details of a submission, sent along with the article's form."""
        if not self.primary or self.primary.name != "submit":
            return None
        form = SubmitForm(self.article, self.user, prefix="submit")
        for field in form.fields.values():
            # They are outside the form that they are sent with.
            field.widget.attrs["form"] = "article_form"
        return form

    @property
    def may_waive(self) -> bool:
        return self._may("waive")

    def _may(self, name):
        return self.user.has_perm(ACTS[name].permission)

    @cached_property
    def occasions(self) -> dict[str, bool]:
        """For each act, whether the article gives occasion for it."""
        return {
            "submit": self.status not in {*TO_SUBMIT, Status.PUBLISHED},
            "sign-off": self.status not in {Status.SIGNED_OFF, Status.SCHEDULED} or self.needs_second,
            "request-changes": self.status in {Status.IN_REVIEW, Status.SIGNED_OFF},
            "publish": self.status not in {Status.PUBLISHED, Status.WITHDRAWN},
            "schedule": True,
            "unschedule": self.article.schedules.exists(),
            "withdraw": self.live_edition is not None,
            "restore": self.is_theirs and has_earlier_texts(self.article),
            "trash": self.is_theirs and self.status != Status.TRASHED and self.live_edition is None,
            "untrash": self.is_theirs and self.status == Status.TRASHED,
            "waive": bool(self.findings["errors"]),
            "comment": self.status != Status.PUBLISHED,
            "resolve": any(
                comment.resolved_at is None and (self.is_theirs or comment.user == self.user)
                for comment in self.comments
            ),
            "reopen": False,
            "certify": self.may_certify,
            "invite": self.status != Status.PUBLISHED,
            "send-invitation": unanswered_invitations(self.article, self.user).exists(),
            "revoke": open_invitations(self.article, self.user).exists(),
            "confirm": self.article.invitations.to_confirm().exists(),
        }

    def _button(self, name):
        form = ACTS[name]
        saves = name == "submit" and self.may_change
        act = f"{form.button[0].lower()}{form.button[1:]}"
        label = _("Save and %(act)s") % {"act": act} if saves else form.title
        address = reverse("admin:articles_article_act", args=[self.article.pk, name]) if self.article else ""
        return Button(name, label, address, saves)
