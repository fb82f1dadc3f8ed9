"""The acts on the way to a verdict: submit, sign off, request changes, waive a finding."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.content import encode
from articles.content_checks.finding import Finding
from articles.content_checks.registry import why_never_waived
from articles.models import Act, Article, Contributor, ReviewRequest, SignOff, Waiver
from articles.working_copy.findings import article_findings

from .act import ActRefused, Locked, in_trash, locked, log, refuse_if, require
from .as_read import refuse_unless_seen, why_not_waived_by
from .house import House
from .reasons import why_not_a_reason
from .reviewed_page import DrawnText, ReviewedPage, reviewed_page
from .signature import contributor_of, signing_contributor, why_not_declared
from .standing import renew_standing
from .writers import has_edited, is_author, why_not_reviewer

LONGEST_WAIVER = timedelta(days=366)


def submit(
    article: Article,
    by: User,
    *,
    reviewer: User | None = None,
    due_on: date | None = None,
    note: str = "",
    seen_digest: str | None = None,
    now: datetime | None = None,
) -> ReviewRequest:
    """Asks for a verdict on the text as it stands: of `reviewer`, or of whoever may review."""
    now = now or timezone.now()
    require(by, "change_article")
    with locked(article, seen_digest) as desk:
        refuse_if([*in_trash(desk.article), *_why_not_ask(desk, reviewer, due_on, now)])
        request = ReviewRequest.objects.create(
            article=desk.article,
            digest=desk.digest,
            requested_by=by,
            requested_at=now,
            reviewer=reviewer,
            due_on=due_on,
            note=note,
        )
        log(desk, Act.Verb.SUBMIT, by, now, request=request.pk)
    return request


def _why_not_ask(desk: Locked, reviewer: User | None, due_on: date | None, now: datetime) -> Iterator[str]:
    if due_on and due_on < timezone.localdate(now):
        yield _("The day you want the review by has passed.")
    if reviewer is None:
        return
    contributor = Contributor.objects.filter(user=reviewer).first()
    if not reviewer.has_perm("articles.review_article"):
        yield _("%(reviewer)s may not sign off articles.") % {"reviewer": reviewer}
    elif has_edited(reviewer, desk.article) or is_author(contributor, desk.content, reviewer):
        yield _("%(reviewer)s wrote or edited this text. Ask somebody else.") % {"reviewer": reviewer}


def sign_off(
    article: Article,
    by: User,
    *,
    comment: str = "",
    evidence_on: date | None = None,
    interests: str | None = None,
    seen: ReviewedPage,
    now: datetime | None = None,
) -> SignOff:
    """Approves exactly the page that was `seen`. It holds for that page and for no other. Refused to a
    reviewer whose name and credentials nobody else has approved.

    `interests` are those declared for this text; without them those of the contributor's record count.
    `evidence_on` is the day that the evidence was looked at up to.
    """
    now = now or timezone.now()
    require(by, "review_article")
    contributor = signing_contributor(by)
    interests = (contributor.interests if interests is None else interests).strip()
    with locked(article, seen.text) as desk:
        text = DrawnText(desk.article, desk.content, House(timezone.localdate(now)))
        refuse_unless_seen(seen, text.page)
        refuse_if(
            [
                *in_trash(desk.article),
                *why_not_reviewer(by, contributor, desk.article, desk.content),
                *why_not_waived_by({contributor.name: by}, text),
                *_why_not_named(contributor, interests),
                *_why_not_ready(desk, evidence_on, now),
            ]
        )
        return _give_verdict(
            desk, text.page, by, contributor, SignOff.Verdict.APPROVED, now, comment, interests, evidence_on
        )


def request_changes(
    article: Article, by: User, *, comment: str, seen_digest: str, now: datetime | None = None
) -> SignOff:
    """Sends the text back to its writer, with what has to change."""
    now = now or timezone.now()
    require(by, "review_article")
    contributor = contributor_of(by)
    with locked(article, seen_digest) as desk:
        refuse_if(in_trash(desk.article))
        if not comment.strip():
            raise ActRefused([_("Say what has to change.")])
        verdict = SignOff.Verdict.CHANGES
        page = reviewed_page(desk.article, desk.content, timezone.localdate(now))
        return _give_verdict(desk, page, by, contributor, verdict, now, comment, contributor.interests, None)


def _why_not_named(contributor: Contributor, interests: str) -> Iterator[str]:
    if not contributor.name.strip() or not contributor.credentials.strip():
        yield _("Readers see who signed: your contributor record needs a name and credentials.")
    if not interests:
        yield _("Declare your interests first. Write “None” if you have none.")
    yield from why_not_declared(interests)


def _why_not_ready(desk: Locked, evidence_on: date | None, now: datetime) -> Iterator[str]:
    if evidence_on and evidence_on > timezone.localdate(now):
        yield _("The date that you looked at the evidence up to is in the future.")
    if open_comments := desk.article.comments.open().count():
        yield _("Comments that nobody has resolved: %(open_comments)s. Resolve them first.") % {
            "open_comments": open_comments
        }


def _give_verdict(
    desk: Locked,
    page: ReviewedPage,
    by: User,
    contributor: Contributor,
    verdict: SignOff.Verdict,
    now: datetime,
    comment: str,
    interests: str,
    evidence_on: date | None,
) -> SignOff:
    given = SignOff.objects.create(
        article=desk.article,
        digest=desk.digest,
        content=desk.content.to_dict(),
        **page.kept(),
        verdict=verdict,
        contributor=contributor,
        reviewer={**encode(contributor.content()), "interests": interests},
        user=by,
        comment=comment,
        evidence_on=evidence_on,
        signed_at=now,
    )
    is_approval = verdict == SignOff.Verdict.APPROVED
    log(desk, Act.Verb.SIGN_OFF if is_approval else Act.Verb.REQUEST_CHANGES, by, now, sign_off=given.pk)
    return given


def waive(
    article: Article,
    by: User,
    *,
    finding: Finding,
    reason: str,
    until: date | None,
    now: datetime | None = None,
) -> Waiver:
    """Accepts one open finding under the publisher's name: until a day, at most a year ahead, or without a
    day because the sentence that it is about isn't a fault.

    Refused to whoever had a hand in the text, and for what nobody may waive (`never_waived` of its rule).
    """
    now = now or timezone.now()
    require(by, "waive_finding")
    with locked(article) as desk:
        refuse_if(
            [
                *in_trash(desk.article),
                *_why_not_waiver(desk, by),
                *_why_not_waive(desk, finding, reason, until, now),
            ]
        )
        waiver = Waiver.objects.create(
            article=desk.article,
            rule=finding.rule,
            fingerprint=finding.fingerprint,
            trigger=finding.trigger[:300],
            sentence=finding.sentence if finding.is_of_sentence else "",
            reason=reason.strip(),
            waived_by=by,
            waived_at=now,
            until=until,
        )
        renew_standing([desk.article])
        told = {"sentence": waiver.sentence} if until is None else {"until": until.isoformat()}
        log(desk, Act.Verb.WAIVE, by, now, rule=finding.rule, reason=waiver.reason, **told)
    return waiver


def _why_not_waiver(desk: Locked, by: User) -> Iterator[str]:
    contributor = Contributor.objects.filter(user=by).first()
    if has_edited(by, desk.article) or is_author(contributor, desk.content, by):
        yield _("You wrote, edited or imported this text. Somebody else must decide on its findings.")


def _why_not_waive(
    desk: Locked, finding: Finding, reason: str, until: date | None, now: datetime
) -> Iterator[str]:
    today = timezone.localdate(now)
    if never := why_never_waived(finding):
        yield _("Nobody may waive this finding (%(rule)s). %(never)s") % {
            "rule": finding.rule,
            "never": never,
        }
    yield from why_not_a_reason(reason, _("Give the reason why the finding is accepted"))
    if until is None and not finding.is_of_sentence:
        yield _(
            "Only a sentence can be called not a fault. Fix this finding, or make an exception until a day."
        )
    if until and not today <= until <= today + LONGEST_WAIVER:
        yield _("A waiver must end between today and a year from today.")
    found = {found.finding.fingerprint for found in article_findings(desk.article, today)}
    if finding.fingerprint not in found:
        yield _("The text no longer has this finding.")
