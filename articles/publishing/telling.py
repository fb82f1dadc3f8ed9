"""Letters to those whom an act concerns. They are put into the outbox in the transaction of the act, so none
is sent of an act that didn't happen, and no act waits for a mail server."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.mail.delivery import mail_problem, one_line
from articles.mail.outbox import put
from articles.models import Act, Article, Comment, ReviewRequest, SignOff, Told, account_name
from articles.models.desk_language import words_for
from articles.text.days import day_words

from .roles import users_with

LONGEST_QUOTE = 600
SUBJECTS = {
    Told.SUBMITTED: gettext_lazy("“%(title)s” waits for a review"),
    Told.SENT_BACK: gettext_lazy("changes are asked for in “%(title)s”"),
    Told.COMMENTED: gettext_lazy("a comment on “%(title)s”"),
    Told.SIGNED_OFF: gettext_lazy("“%(title)s” is signed off"),
    Told.PUBLISHED: gettext_lazy("“%(title)s” is published"),
    Told.EXPERT: gettext_lazy("an outside expert has judged “%(title)s”"),
}
OF_ACTS: dict[str, Told] = {
    Act.Verb.SUBMIT: Told.SUBMITTED,
    Act.Verb.REQUEST_CHANGES: Told.SENT_BACK,
    Act.Verb.COMMENT: Told.COMMENTED,
    Act.Verb.SIGN_OFF: Told.SIGNED_OFF,
    Act.Verb.PUBLISH: Told.PUBLISHED,
}


def tell(act: Act):
    """Puts a letter on `act` into the outbox for each person whom it concerns and who wants it; none for
    whoever acted. Does nothing where no letter leaves the site."""
    told = Told.EXPERT if "verdict" in act.detail else OF_ACTS.get(act.verb)
    if told is None or act.article is None or mail_problem():
        return
    people = users_concerned(act, act.article, told).exclude(email="")
    for person in people.exclude(unwanted_letters__told=told):
        with words_for(person):
            put(_letter(act, act.article, told, person))


def users_concerned(act: Act, article: Article, told: Told) -> QuerySet[User]:
    """The active accounts whom the act on an article concerns, without whoever acted."""
    keys = {key for key in _concerned(act, article, told) if key and key != act.actor_id}
    return User.objects.filter(pk__in=keys, is_active=True).order_by("pk")


def _concerned(act: Act, article: Article, told: Told) -> Iterator[int | None]:
    if told == Told.SUBMITTED:
        asked = ReviewRequest.objects.get(pk=act.detail["request"])
        yield from [asked.reviewer_id] if asked.reviewer_id else _keys_with("review_article")
        return
    yield from writers_of(article)
    if told == Told.COMMENTED:
        yield from Comment.objects.filter(article=article).values_list("user", flat=True)
    elif told in {Told.SIGNED_OFF, Told.EXPERT}:
        yield from _keys_with("publish_article")
    elif told == Told.PUBLISHED:
        yield from SignOff.objects.filter(article=article, digest=act.digest).values_list("user", flat=True)
    if told == Told.EXPERT:
        yield article.invitations.get(pk=act.detail["invitation"]).invited_by_id


def writers_of(article: Article) -> Iterator[int | None]:
    """Keys of the accounts of whoever owns the article or asked for a review of it."""
    yield article.owner_id
    yield from ReviewRequest.objects.filter(article=article).values_list("requested_by", flat=True)


def _keys_with(permission: str) -> QuerySet:
    return users_with(permission).values_list("pk", flat=True)


def _letter(act: Act, article: Article, told: Told, person: User) -> EmailMessage:
    subject = f"{settings.SITE_NAME}: {SUBJECTS[told] % {'title': article.title}}"
    address = reverse("admin:articles_article_change", args=[article.pk])
    lines = [
        _("Hello %(name)s,") % {"name": account_name(person)},
        "",
        *_said(act, article.title, told),
        "",
        f"{settings.SITE_URL}{address}",
        "",
        _("Choose the letters that you get: %(address)s")
        % {"address": f"{settings.SITE_URL}{reverse('admin:letters')}"},
    ]
    return EmailMessage(one_line(subject), "\n".join(lines), to=[person.email])


def _said(act: Act, title: str, told: Told) -> Iterator[str]:
    """What happened, and the words that somebody wrote with it."""
    who = account_name(act.actor) if act.actor else _("An outside expert")
    words = ""
    if told == Told.SUBMITTED:
        asked = ReviewRequest.objects.get(pk=act.detail["request"])
        asks = _("%(who)s asks for a review of “%(title)s”.")
        until = ""
        if asked.due_on:
            asks = _("%(who)s asks for a review of “%(title)s” by %(day)s.")
            until = day_words(asked.due_on)
        yield asks % {"who": who, "title": title, "day": until}
        words = asked.note
    elif told == Told.SENT_BACK:
        yield _("%(who)s asked for changes in “%(title)s”.") % {"who": who, "title": title}
        words = SignOff.objects.values_list("comment", flat=True).get(pk=act.detail["sign_off"])
    elif told == Told.COMMENTED:
        made = Comment.objects.get(pk=act.detail["comment"])
        where = f"“{title}”"
        if made.heading:
            where = _("“%(title)s”, section “%(heading)s”") % {"title": title, "heading": made.heading}
        if "reopened" in act.detail:
            said = _("%(who)s reopened a comment on %(where)s.")
        else:
            said = _("%(who)s commented on %(where)s.")
        yield said % {"who": who, "where": where}
        words = made.text or _("Replace by:") + f" {made.replacement}"
    elif told == Told.SIGNED_OFF:
        yield _("%(who)s signed “%(title)s” off. A publisher is next.") % {"who": who, "title": title}
    elif told == Told.PUBLISHED:
        yield _("%(who)s published “%(title)s”, edition %(number)s.") % {
            "who": who,
            "title": title,
            "number": act.detail["edition"],
        }
    else:
        yield _(
            "The outside expert who was asked about “%(title)s” gave a verdict. A publisher confirms it."
        ) % {"title": title}
    if words:
        yield from ("", Truncator(words).chars(LONGEST_QUOTE))
