"""A slip of the pen is fixed without a new review, if another reviewer certifies that it is only that."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.content import ArticleContent
from articles.minor_change import why_not_minor
from articles.models import Act, Article, Contributor, Edition, LiveName, SignOff
from resources.models import Synonym, Term

from .act import Locked, in_trash, locked, log, refuse_if, require
from .as_read import refuse_unless_seen
from .reviewed_page import ReviewedPage, page_of_live, reviewed_page
from .signature import signing_contributor
from .writers import has_edited, is_author


def certify_minor(article: Article, by: User, *, seen: ReviewedPage, now: datetime | None = None) -> SignOff:
    """Carries the sign-off of the live edition over to this text, which differs from it in a minor way.

    The review keeps its date and its reviewer, and readers see who certified the change. Refused to
    everybody who may not sign off or ever edited the article, and for all that `why_not_minor` doesn't allow.
    """
    now = now or timezone.now()
    require(by, "review_article", _("Only somebody who may sign off articles can certify a minor change."))
    certifier = signing_contributor(by)
    with locked(article, seen.text) as desk:
        refuse_unless_seen(seen, reviewed_page(desk.article, desk.content, timezone.localdate(now)))
        live = Edition.objects.live().select_related("sign_off__carries").filter(article=desk.article).first()
        refuse_if([*in_trash(desk.article), *_why_not_minor(desk, by, certifier, live)])
        carried = live.sign_off.carries or live.sign_off
        certified = SignOff.objects.create(
            article=desk.article,
            digest=desk.digest,
            content=desk.content.to_dict(),
            # What readers see beside the text: anything else isn't a slip of the pen.
            **page_of_live(live, desk.content).kept(),
            verdict=SignOff.Verdict.APPROVED,
            contributor=carried.contributor,
            reviewer=carried.reviewer,
            user=by,
            carries=carried,
            certifier=asdict(certifier.content()),
            evidence_on=carried.evidence_on,
            signed_at=now,
        )
        log(desk, Act.Verb.CERTIFY, by, now, sign_off=certified.pk, carries=carried.pk)
    return certified


def _why_not_minor(desk: Locked, by: User, certifier: Contributor, live: Edition | None) -> Iterator[str]:
    if live is None:
        yield _("Only a live article can have a minor change.")
        return
    if has_edited(by, desk.article) or is_author(certifier, desk.content, by):
        yield _("You wrote or edited this article. Somebody else must certify the change.")
    carried = live.sign_off.carries or live.sign_off
    if has_edited(carried.user, desk.article):
        yield _("%(name)s signed it off and has edited it since. It needs a new sign-off.") % {
            "name": carried.reviewer["name"]
        }
    yield from (
        _("This isn't a minor change. %(reason)s") % {"reason": reason}
        for reason in reasons_against(live, desk.content)
    )


def reasons_against(live: Edition, content: ArticleContent) -> list[str]:
    """Why the text isn't a minor change of the live edition; none if it is one."""
    before = live.article_content()
    if before == content:
        return [_("Readers already see exactly this text.")]
    return why_not_minor(before, content, _glossary())


def _glossary() -> list[str]:
    """All words for terms: those that readers see, and those that are only proposed."""
    names = (Term.objects.values_list("name"), Synonym.objects.values_list("text"))
    return [name for rows in (*names, LiveName.objects.values_list("text")) for (name,) in rows]
