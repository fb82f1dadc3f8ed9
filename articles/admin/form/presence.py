"""Who else has the form of an article open, and whether somebody saved it meanwhile.

The browser asks every half minute. Each asking renews one row and takes out old ones, so the table holds
those who are here and hardly anybody else.
"""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles.models import Article, Presence, account_name

# A browser in the background may be slowed down to one asking a minute.
HERE = timedelta(seconds=100)
OLD = timedelta(hours=1)


def presence_urls(model_admin):
    @require_POST
    @never_cache
    def presence(request, object_id):
        """Tells that the user is here (with `leaving`: gone). `others` are names, `saved` is a sentence if
        the article has another version than `seen_version`, else empty."""
        article = get_object_or_404(Article.objects.only("pk", "version"), pk=object_id)
        if not model_admin.has_change_permission(request, article):
            raise PermissionDenied
        if "leaving" in request.POST:
            Presence.objects.filter(article=article, user=request.user).delete()
            return HttpResponse(status=204)
        come(article, request.user)
        is_saved = request.POST.get("seen_version") != str(article.version)
        return JsonResponse(
            {"others": others_at(article, request.user), "saved": last_edit(article) if is_saved else ""}
        )

    wrapped = model_admin.admin_site.admin_view(presence)
    wrapped.asked_by_itself = True
    return [path("<int:object_id>/presence/", wrapped, name="articles_article_presence")]


def come(article: Article, user) -> None:
    """Writes down that the user is at the article now."""
    now = timezone.now()
    Presence.objects.bulk_create(
        [Presence(article=article, user=user, seen_at=now)],
        update_conflicts=True,
        unique_fields=["article", "user"],
        update_fields=["seen_at"],
    )
    Presence.objects.filter(seen_at__lt=now - OLD).delete()


def others_at(article: Article, user) -> list[str]:
    """The names of those who are at the article besides the user."""
    here = Presence.objects.filter(article=article, seen_at__gt=timezone.now() - HERE).exclude(user=user)
    return sorted(account_name(presence.user) for presence in here.select_related("user"))


def last_edit(article: Article) -> str:
    """Who changed the article last, and when, as a sentence."""
    act = article.acts.select_related("actor").first()
    if act is None:
        return _("Somebody else saved it while you had it open.")
    name = account_name(act.actor) if act.actor else _("A command")
    return _("%(name)s %(verb)s it at %(at)s.") % {
        "name": name,
        "verb": act.get_verb_display(),
        "at": f"{timezone.localtime(act.at):%H:%M on %Y-%m-%d}",
    }
