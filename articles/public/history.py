"""The open history: every edition of a live article, any two compared, and the code on a printout."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.content.status_names import OLD, WITHDRAWN, page_name
from articles.editions.article_page import ArticlePage, live_edition, review_of
from articles.editions.changes import changes_between
from articles.editions.cited_sources import retracted_keys
from articles.models import Edition
from articles.public.views import no_live_edition
from articles.rendering.rendered import RenderedArticle
from cancerinfo.web.languages import draw_in
from cancerinfo.web.public_pages import public_page, text_parameter


def editions_of(live: Edition):
    """All editions of the article that is live, the newest first, without their texts."""
    return (
        Edition.objects.filter(article=live.article_id)
        .with_review()
        .defer("content", "rendered")
        .order_by("-number")
    )


def history_trail(live: Edition, last: str):
    return [
        (_("Articles A–Z"), reverse("article_list")),
        (live.name, live.get_absolute_url()),
        (last, ""),
    ]


@require_safe
@public_page
def article_history(request, slug):
    """The list of editions; with ?from=1&to=2 also what changed between the two."""
    live = live_edition(slug)
    if live is None:
        return no_live_edition(request, slug)
    draw_in(request, live.language)
    editions = list(editions_of(live))
    before, after = chosen_editions(request, live)
    title = _("History of “%(title)s”") % {"title": live.name}
    context = {
        "title": title,
        "description": _("Every edition of “%(title)s”: when, why, by whom, and what changed.")
        % {"title": live.name},
        "noindex": bool(before),
        "trail": history_trail(live, _("History")),
        "live": live,
        "editions": [(edition, review_of(edition, timezone.localdate())) for edition in editions],
        "before": before,
        "after": after,
        "changes": list(changes_between(before.article_content(), after.article_content())) if before else [],
    }
    return render(request, "articles/article_history.html", context)


def chosen_editions(request, live: Edition) -> tuple[Edition | None, Edition | None]:
    """The two editions to compare that the address names, the older first; (None, None) without."""
    numbers = [text_parameter(request, name, 6) for name in ("from", "to")]
    if not any(numbers):
        return None, None
    if not all(number.isascii() and number.isdigit() for number in numbers):
        raise Http404("No such edition")
    older, newer = sorted(int(number) for number in numbers)
    editions = Edition.objects.filter(article=live.article_id)
    return get_object_or_404(editions, number=older), get_object_or_404(editions, number=newer)


@require_safe
@public_page
def edition_detail(request, slug, number):
    """An edition as it was published. It stays at its address for good while the article is not withdrawn,
    under a banner that leads to the live one."""
    live = live_edition(slug) or live_of_old_address(slug)
    if live is None:
        return no_live_edition(request, slug)
    if live.slug != slug:
        return redirect("edition_detail", slug=live.slug, number=number, permanent=True)
    edition = get_object_or_404(
        Edition.objects.select_related("live").with_review(),
        article=live.article_id,
        number=number,
    )
    content = edition.article_content()
    draw_in(request, content.language)
    name = _("Edition %(number)s") % {"number": edition.number}
    page = ArticlePage(
        content=content,
        rendered=RenderedArticle.from_dict(edition.rendered),
        edition=edition,
        review=review_of(edition, timezone.localdate()),
        retracted_sources=retracted_keys(source.key for source in content.sources),
    )
    context = {
        "title": _("%(name)s, edition %(number)s") % {"name": page.name, "number": edition.number},
        "description": _("%(title)s, as it was published in edition %(number)s on %(day)s.")
        % {
            "title": page.name,
            "number": edition.number,
            "day": date_format(timezone.localtime(edition.published_at)),
        },
        "noindex": True,
        "trail": [
            *history_trail(live, name)[:-1],
            (_("History"), reverse("article_history", args=[live.slug])),
            (name, ""),
        ],
        "live": live,
        "page": page,
    }
    return render(request, "articles/edition_detail.html", context)


def live_of_old_address(slug: str) -> Edition | None:
    """The live edition of an article that once was at this address."""
    return Edition.objects.live().filter(article__editions__slug=slug).only("slug").order_by("-pk").first()


@dataclass(frozen=True)
class Printout:
    """What a leaflet's code says of it. `state` is "current", "changed" or "withdrawn"."""

    state: str
    edition: Edition
    live: Edition | None
    later: list[Edition]
    is_overdue: bool
    question: str

    @property
    def name(self) -> str:
        """The title on the paper, with what its reader must know now."""
        states = {"withdrawn": {WITHDRAWN}, "changed": {OLD}}.get(self.state)
        if states is None:
            states = self.live.states(timezone.localdate())
        return page_name(self.edition.title, states)


def read_code(code: str, today: date) -> Printout | None:
    """What is to be said of the printout with this code, or None if no edition has it."""
    edition = Edition.objects.with_review().defer("content", "rendered").filter(check_code=code).first()
    if edition is None:
        return None
    live = Edition.objects.live().for_lists().filter(article=edition.article_id).first()
    later = []
    if live:
        between = Edition.objects.filter(article=edition.article_id, number__gt=edition.number)
        later = list(between.filter(number__lte=live.number).defer("content", "rendered").order_by("number"))
    major = [newer for newer in later if newer.change in (Edition.Change.MAJOR, Edition.Change.FIRST)]
    state = "withdrawn" if live is None else "changed" if major else "current"
    is_overdue = bool(live and live.next_review_on < today)
    return Printout(state, edition, live, major, is_overdue, edition.question if live else "")


@require_safe
@public_page
def check(request):
    """The form for typing the code of a printout."""
    code = normal_code(text_parameter(request, "code", 40))
    if code:
        return redirect("check_detail", code=code)
    title = _("Check a printout")
    context = {
        "title": title,
        "description": _("Type the code of a printed page to find out whether it is still current."),
        "trail": [(title, "")],
    }
    return render(request, "articles/check.html", context)


@require_safe
@public_page
def check_detail(request, code):
    if code != normal_code(code):
        return redirect("check_detail", code=normal_code(code) or "-")
    printout = read_code(code, timezone.localdate())
    # Only a code that we gave is repeated: anybody can write words into an address.
    title = _("Printout %(code)s") % {"code": code} if printout else _("Check a printout")
    context = {
        "title": title,
        "description": _("Whether the printed page with the code %(code)s is still current.") % {"code": code}
        if printout
        else _("Type the code of a printed page to find out whether it is still current."),
        "noindex": True,
        "trail": [(_("Check a printout"), reverse("check")), (code, "")] if printout else [(title, "")],
        "code": code,
        "printout": printout,
    }
    return render(request, "articles/check_detail.html", context, status=200 if printout else 404)


def normal_code(text: str) -> str:
    """A code as it was typed: in any case, with spaces and hyphens."""
    return "".join(letter for letter in text.upper() if letter.isascii() and letter.isalnum())[:20]
