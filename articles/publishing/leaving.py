"""Somebody leaves: their work is somebody else's, their rights go, and their name stays where they signed."""

from dataclasses import dataclass, field
from functools import partial

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _

from articles.models import Article, Invitation, ReviewRequest, SignOff
from cancerinfo.accounts.changes import Standing, record_changes
from cancerinfo.accounts.second_factor import delete_factor
from cancerinfo.accounts.sessions import end_all_sessions

from .act import refuse_if
from .bulk import change_many, set_owner
from .writers import has_edited


@dataclass
class HandedOver:
    """Titles of the articles and of the review requests that now are the successor's, those of requests that
    nobody is asked for any more, and the reasons why an article stayed, by title."""

    articles: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    requests_of_nobody: list[str] = field(default_factory=list)
    stayed: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)


@transaction.atomic
def leave(person: User, successor: User, by: User) -> HandedOver:
    """Hands over what `person` owns and is asked for, takes all their rights and ends their sign-ins, or does
    none of it. Raises ActRefused."""
    _refuse_unless_possible(person, successor, by)
    before = Standing.of(person)
    articles = Article.objects.filter(owner=person, trashed_at=None).order_by("title")
    moved = change_many(articles, by, partial(set_owner, owner=successor))
    done = HandedOver(articles=moved.done, stayed=moved.refused)
    _hand_over_requests(person, successor, done)
    Invitation.objects.filter(invited_by=person, verdict="", revoked_at=None).update(invited_by=successor)
    person.groups.clear()
    person.user_permissions.clear()
    person.is_active = person.is_staff = person.is_superuser = False
    person.set_unusable_password()
    person.save()
    delete_factor(person)
    end_all_sessions(person)
    record_changes(before, person, by, None)
    return done


def _refuse_unless_possible(person: User, successor: User, by: User):
    others = User.objects.filter(is_active=True, is_superuser=True).exclude(pk=person.pk)
    is_last = person.is_superuser and not others.exists()
    reasons = {
        _("Only an administrator can take somebody's rights."): not by.is_superuser,
        _("Somebody else must take over the work."): person == successor,
        _("%(successor)s isn't active.") % {"successor": successor}: not successor.is_active,
        _("%(successor)s may not change articles.") % {"successor": successor}: not successor.has_perm(
            "articles.change_article"
        ),
        _("%(person)s is the last administrator. Make another one first.") % {"person": person}: is_last,
    }
    refuse_if(reason for reason, holds in reasons.items() if holds)


def _hand_over_requests(person: User, successor: User, done: HandedOver):
    """Whoever may not review, or has edited the text, isn't asked: such a request waits for any reviewer."""
    answered = SignOff.objects.filter(article=OuterRef("article"), digest=OuterRef("digest"))
    waiting = ReviewRequest.objects.filter(
        ~Exists(answered), reviewer=person, digest=F("article__digest"), article__trashed_at=None
    )
    may_review = successor.has_perm("articles.review_article")
    for request in waiting.select_related("article").order_by("article__title", "pk"):
        able = may_review and not has_edited(successor, request.article)
        request.reviewer = successor if able else None
        request.save(update_fields=["reviewer"])
        (done.requests if able else done.requests_of_nobody).append(request.article.title)
