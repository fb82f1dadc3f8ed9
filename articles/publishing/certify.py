"""A slip of the pen is mended without a new review, if a second person certifies that it is no more."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from articles.content import ArticleContent
from articles.difference import difference
from articles.models import Act, Article, Contributor, Edition, SignOff

from .act import ActRefused, Locked, in_trash, locked, log, refuse_if
from .writers import has_edited, is_author


def certify_minor(
    article: Article, by: AbstractBaseUser, *, seen_digest: str, now: datetime | None = None
) -> SignOff:
    """Carries the sign-off of the live edition over to this text, which differs from it in a minor way.

    The review keeps its date and its reviewer. Refused to everybody who ever edited the article, and
    whenever a number, a citation, a survey table or a section on benefits, risks or no
    treatment changed.
    """
    now = now or timezone.now()
    if not (by.has_perm("articles.review_article") or by.has_perm("articles.publish_article")):
        raise ActRefused(["You may not certify a minor change."])
    with locked(article, seen_digest) as desk:
        live = Edition.objects.live().select_related("sign_off__carries").filter(article=desk.article).first()
        refuse_if([*in_trash(desk.article), *_why_not_minor(desk, by, live)])
        carried = live.sign_off.carries or live.sign_off
        certified = SignOff.objects.create(
            article=desk.article,
            digest=desk.digest,
            content=desk.content.to_dict(),
            verdict=SignOff.Verdict.APPROVED,
            contributor=carried.contributor,
            reviewer=carried.reviewer,
            user=by,
            carries=carried,
            evidence_on=carried.evidence_on,
            signed_at=now,
        )
        log(desk, Act.Verb.CERTIFY, by, now, sign_off=certified.pk, carries=carried.pk)
    return certified


def _why_not_minor(desk: Locked, by: AbstractBaseUser, live: Edition | None) -> Iterator[str]:
    if live is None:
        yield "Only a live article can have a minor change."
        return
    certifier = Contributor.objects.filter(user=by).first()
    if has_edited(by, desk.article) or (certifier and is_author(certifier, desk.content)):
        yield "You wrote or edited this article. Somebody else must certify the change."
    carried = live.sign_off.carries or live.sign_off
    if has_edited(carried.user, desk.article):
        yield f"{carried.reviewer['name']} signed it off and has edited it since. It needs a new sign-off."
    yield from (f"This is no minor change. {reason}" for reason in reasons_against(live, desk.content))


def reasons_against(live: Edition, content: ArticleContent) -> list[str]:
    """Why the text is no minor change of the live edition; none if it is one."""
    changed = difference(live.article_content(), content)
    return changed.more_than_minor() if changed else ["Readers see this very text already."]
