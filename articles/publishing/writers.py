"""Who wrote or edited a text, and so may not sign it off. Superusers aren't an exception."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.content import ArticleContent, ContributorContent
from articles.content.orcid import orcid_of
from articles.models import Act, Article, Contributor, SignOff
from articles.models.review import OUTSIDE
from articles.text.person_names import is_same_name

from .house import House
from .proof import why_not_proven


@dataclass(frozen=True)
class Hands:
    """Who had a hand in some articles, as the log says, each asked for once for all of them; only for the
    transaction it was made in."""

    articles: Sequence[Article]
    house: House

    @cached_property
    def lines(self) -> dict[int, set[tuple[str, int | None]]]:
        """By key of the article: verb and account of whoever wrote in it, submitted it or commented on it."""
        found: dict[int, set[tuple[str, int | None]]] = defaultdict(set)
        verbs = (*Act.WRITING, Act.Verb.SUBMIT, Act.Verb.COMMENT)
        rows = Act.objects.filter(article__in=self.articles, verb__in=verbs).order_by()
        for article, verb, actor in rows.values_list("article", "verb", "actor").distinct():
            found[article].add((verb, actor))
        return found

    @cached_property
    def accounts(self) -> dict[int, User]:
        lines = [line for each in self.lines.values() for line in each]
        wrote = {actor for verb, actor in lines if actor and verb in Act.WRITING}
        rows = User.objects.filter(pk__in=wrote).select_related("contributor")
        return {account.pk: account for account in rows}

    @cached_property
    def unnamed(self) -> set[int]:
        """The articles that `without_writer` names."""
        return without_writer(self.articles)

    def writers(self, article: Article) -> list[User]:
        """The accounts that wrote into the text."""
        wrote = {actor for verb, actor in self.lines[article.pk] if verb in Act.WRITING}
        return [self.accounts[pk] for pk in wrote if pk]

    def took_part(self, article: Article) -> set[int | None]:
        """Whoever wrote in the text, submitted it or commented on it."""
        return {actor for _verb, actor in self.lines[article.pk]}


def hands_in(article: Article) -> Hands:
    return Hands([article], House(timezone.localdate()))


def has_edited(user: User | None, article: Article) -> bool:
    """Whether the user ever wrote into the working copy, by form, by import or by restoring an edition."""
    return user is not None and _writing(user, article).exists()


def _writing(user: User, article: Article) -> QuerySet[Act]:
    return Act.objects.filter(article=article, actor=user, verb__in=Act.WRITING)


def why_not_theirs(user: User, article: Article) -> Iterator[str]:
    """A sentence if the text isn't this user's to decide on: a writer's are those that they wrote in, as the
    log says, and a publisher's are all."""
    if not (user.has_perm("articles.publish_article") or has_edited(user, article)):
        yield _("You haven't written in this text. Ask one of its writers, or a publisher.")


def without_writer(articles: Iterable[Article]) -> set[int]:
    """Which of the articles were written, at least in part, by somebody who has no account here.

    The log has an import or an edit by the account of texts from outside, or by nobody, as older commands
    wrote it. A see-also link that finds its article is such a line too, but nobody wrote anything then.
    """
    unnamed = Act.objects.filter(Q(actor=None) | Q(actor__username=OUTSIDE), article__in=articles)
    written = unnamed.filter(Q(verb=Act.Verb.EDIT) | Q(verb=Act.Verb.IMPORT, detail__has_key="file"))
    return set(written.order_by().values_list("article", flat=True))


def why_not_two_reviewers(
    article: Article, content: ArticleContent, digest: str, hands: Hands | None = None
) -> Iterator[str]:
    """A sentence if the writer of this text is unknown, and fewer than two people have approved it.

    One of the two may be the unknown writer; the other is not.
    """
    if article.pk in (hands or hands_in(article)).unnamed:
        given = approvals(article, content, digest)
        people = [each.contributor.content() for each in given]
        if all(is_same_person(one, other) for one, other in combinations(people, 2)):
            said = _("The log doesn't say who wrote this text, so two reviewers must sign it off.")
            if given:
                said += " " + _("So far %(name)s has.") % {"name": given[0].contributor.name}
            yield said


def approvals(article: Article, content: ArticleContent, digest: str) -> list[SignOff]:
    """The newest verdict on this text of everybody who may judge it, as far as it is an approval."""
    counting = SignOff.objects.counting()
    verdicts = counting.filter(article=article, digest=digest, carries=None).defer("content")
    newest: dict[tuple[str, int], SignOff] = {}
    for given in verdicts.select_related("contributor", "user"):
        newest.setdefault(_account(given), given)
    return [
        given
        for given in newest.values()
        if given.verdict == SignOff.Verdict.APPROVED
        and not any(why_not_reviewer(given.user, given.contributor, article, content))
        and not any(why_not_proven(given))
    ]


def _account(given: SignOff) -> tuple[str, int]:
    """Whose verdict it is: an account, or an expert who has none."""
    return ("account", given.user_id) if given.user_id else ("expert", given.contributor_id)


def is_author(
    contributor: Contributor | None,
    content: ArticleContent,
    user: User | None = None,
    house: House | None = None,
) -> bool:
    """Whether the contributor, or the account `user`, is among the authors: the same record, the same account
    behind another one, the same ORCID, or the same name in another spelling."""
    accounts = {user.pk if user else None, contributor.user_id if contributor else None} - {None}
    people = (house or House(timezone.localdate())).people if accounts else []
    keys = {author.key for author in content.authors}
    if any(account in accounts and person.key in keys for account, person in people):
        return True
    full_name = user.get_full_name() if user else ""
    return any(
        is_same_name(author.name, full_name)
        or (contributor and is_same_person(author, contributor.content()))
        for author in content.authors
    )


def why_not_by_its_authors(article: Article, content: ArticleContent, hands: Hands) -> Iterator[str]:
    """Sentences that name authors with an account who never wrote in the text, submitted it or commented on
    it: readers would see them as its authors, and perhaps they never read it."""
    behind = [
        (account, person)
        for account, person in hands.house.people
        if any(is_same_person(author, person) for author in content.authors)
    ]
    if not behind:
        return
    took_part = hands.took_part(article)
    for account, person in behind:
        if account not in took_part:
            yield (
                _(
                    "%(name)s stands as an author of this text, and never wrote in it. Ask them to "
                    "submit it, or to comment on it, with their own account."
                )
                % {"name": person.name}
            )


def is_same_person(one: ContributorContent, other: ContributorContent) -> bool:
    """Whether both are one record, have one ORCID, or one name, however it is spelt."""
    orcid = orcid_of(one.orcid)
    return (
        one.key == other.key
        or is_same_name(one.name, other.name)
        or bool(orcid and orcid == orcid_of(other.orcid))
    )


def _is_behind(account: User, person: ContributorContent) -> bool:
    """Whether the account is the person's, by its name or by its contributor's name or ORCID."""
    theirs = getattr(account, "contributor", None)
    return is_same_name(account.get_full_name(), person.name) or bool(
        theirs and is_same_person(theirs.content(), person)
    )


def why_not_reviewer(
    user: User | None,
    contributor: Contributor,
    article: Article,
    content: ArticleContent,
    hands: Hands | None = None,
) -> Iterator[str]:
    """Sentences that say why this person may not judge this text; none if they may. `hands` are those in it
    and in others, where they are at hand."""
    hands = hands or hands_in(article)
    if is_author(contributor, content, user, hands.house):
        yield _("%(name)s is an author of this text. Somebody else must sign it off.") % {
            "name": contributor.name
        }
        return
    writers, person = hands.writers(article), contributor.content()
    if user and user in writers:
        if _writing(user, article).exclude(verb=Act.Verb.IMPORT).exists():
            said = _("%(name)s has edited this text. Somebody else must sign it off.")
        else:
            said = _("%(name)s has imported this text. Somebody else must sign it off.")
        yield said % {"name": contributor.name}
    elif any(_is_behind(writer, person) for writer in writers):
        yield _("%(name)s has edited this text by another account. Somebody else must sign it off.") % {
            "name": contributor.name
        }


def why_not_standing(
    given: SignOff, article: Article, content: ArticleContent, hands: Hands
) -> Iterator[str]:
    """Sentences that say why a sign-off does not count for this text; none if it does.

    Where a minor change was certified, neither the reviewer nor who certified it may have written.
    """
    yield from why_not_reviewer(given.user, given.contributor, article, content, hands)
    yield from why_not_proven(given)
    review = given.carries or given
    yield from why_not_two_reviewers(article, content, review.digest, hands)
    if given.carries:
        if given.user is None or not given.user.has_perm("articles.review_article"):
            yield _("Whoever certified the minor change may not sign off articles.")
        yield from why_not_reviewer(given.carries.user, given.carries.contributor, article, content, hands)
        certifier = Contributor.objects.filter(user=given.user).first() if given.user else None
        if certifier:
            yield from why_not_reviewer(given.user, certifier, article, content, hands)
    elif given.user and not given.user.has_perm("articles.review_article"):
        yield _("Whoever signed the text off may no longer sign off articles. It needs a new sign-off.")
