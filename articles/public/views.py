"""Articles, survey tables and search. Each begins at live editions, so that nothing else can be shown."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.content.status_names import survey_name
from articles.editions import structured_data
from articles.editions.article_page import edition_page, live_edition, slugs_of
from articles.editions.drawn_page import drawn_now, kept_page, names_followed
from articles.models import Edition, LiveCount, LiveEdition, PlacedSurvey, Withdrawal
from articles.public.followed import DIRECTORY
from articles.public.lists import counts_of, list_page
from articles.public.shortcuts import shortcuts
from articles.public.urgent import urgent_help
from articles.records import approved
from articles.records.fixed_pages import pages_shown
from articles.rendering import RenderedArticle
from articles.rendering import survey_csv as table_as_csv
from articles.search import note_miss, note_taken_back
from articles.search import search as find_editions
from articles.search.beside import beside
from cancerinfo.web.context_processors import site_facts
from cancerinfo.web.languages import draw_in
from cancerinfo.web.public_pages import (
    TODAY,
    follow,
    numbered_page,
    page_number,
    public_page,
    text_parameter,
)
from resources.names import language_name

SURVEYS_A_PAGE = 50
RESULTS_A_PAGE = 10
PLACES_SHOWN = 20


@require_safe
@public_page
def article_detail(request, slug):
    kept = None if settings.DEBUG else kept_page(slug)
    if kept:
        return send_kept(request, kept)
    edition = live_edition(slug)
    if edition is None:
        return no_live_edition(request, slug)
    draw_in(request, edition.language)
    page = edition_page(edition)
    follow(request, *names_followed(edition.live, slugs_of(page.content), page.see_also))
    return HttpResponse(drawn_now(page))


def send_kept(request, kept):
    """Answers with a kept page. Whether the browser has it is known without inflating it."""
    draw_in(request, kept.language)
    follow(request, *kept.follows)
    if not kept.parts_are_right:
        return HttpResponse(kept.html())
    response = get_conditional_response(request, etag=kept.etag) or HttpResponse(kept.html())
    response.headers["ETag"] = kept.etag
    return response


def no_live_edition(request, slug):
    """Says why a withdrawn article is gone. Addresses that articles had before are redirected elsewhere."""
    withdrawal = (
        Withdrawal.objects.at(slug)
        .select_related("edition", "successor__live__edition")
        .only("cause", "withdrawn_at", "edition__title", "edition__language",
              "successor__live__edition__title", "successor__live__edition__slug",
              "successor__live__edition__next_review_on", "successor__live__is_demonstration",
              "successor__live__retracted_sources", "successor__live__is_in_question", "successor__slug")
        .first()
    )  # fmt: skip
    if withdrawal is None:
        raise Http404("No such article")
    draw_in(request, withdrawal.edition.language)
    successor = live_successor(withdrawal)
    if withdrawal.successor:
        names = {withdrawal.successor.slug, successor.slug if successor else ""} - {""}
        follow(request, *(f"article {name}" for name in names))
    context = {
        **site_facts(request.path),
        "fixed_pages": pages_shown(),
        "title": withdrawal.name,
        "description": _("We took this page down. Why: %(reason)s") % {"reason": withdrawal.told},
        "noindex": True,
        "trail": [(_("Articles A–Z"), reverse("article_list")), (withdrawal.name, "")],
        "withdrawal": withdrawal,
        "successor": successor,
    }
    return HttpResponse(render_to_string("410.html", context), status=410)


def live_successor(withdrawal):
    live = getattr(withdrawal.successor, "live", None) if withdrawal.successor else None
    return live.edition if live else None


@require_safe
@public_page
def survey_list(request):
    title, own_names = _("Surveys and results of trials"), approved.own_names("survey")
    tables = PlacedSurvey.objects.listed(get_language(), own_names)
    counts = tables.numbers_by_kind() if own_names else counts_of(LiveCount.Kind.SURVEY)
    page = numbered_page(request, tables, SURVEYS_A_PAGE, sum(counts.values()))
    for table in page:
        if table.key in own_names and table.language != get_language():
            table.own_name = survey_name(own_names[table.key], table.is_unverified)
            table.language_name = language_name(table.language)
    return list_page(
        request,
        "articles/survey_list.html",
        title=title,
        description=_(
            "What people with cancer and their doctors said in surveys, and what trials found, with the"
            " number of people."
        ),
        trail=[(title, "")],
        page=page,
        counts=counts,
    )


def placed_survey(key):
    """The newest live edition that places a survey table, the table as it has it, and its sources."""
    placing = Edition.objects.live().select_related("live").filter(placed_surveys__key=key)
    editions = placing.order_by("-published_at", "-pk")
    edition = editions.first()
    if edition is None:
        raise Http404("No live edition places this table")
    content = edition.article_content()
    table = next((table for table in content.survey_tables if table.key == key), None)
    if table is None:
        raise Http404("The edition holds no such table")
    return edition, table, content.sources


@require_safe
@public_page
def survey_detail(request, key):
    edition, table, sources = placed_survey(key)
    draw_in(request, edition.language)
    rendered = RenderedArticle.from_dict(edition.rendered)
    name = survey_name(table.title, table.is_unverified)
    trail = [(_("Surveys and results of trials"), reverse("survey_list")), (name, "")]
    source = structured_data.cited_source(table, sources)
    retracted = edition.live.retracted_sources
    context = {
        "title": name,
        "noindex": table.is_unverified,
        "description": _(
            "Survey table: %(title)s. The figures, the number of people, the question and the source."
        )
        % {"title": name},
        "trail": trail,
        "table": table,
        "survey": next((survey for survey in rendered.surveys if survey.key == key), None),
        "editions": editions_that_place(key),
        "structured_data": structured_data.survey_page(table, source, request.path, trail, retracted),
        "retracted": retracted,
    }
    return render(request, "articles/survey_detail.html", context)


def editions_that_place(key):
    """The first live editions from A to Z that place a survey table."""
    placed = PlacedSurvey.objects.filter(key=key).values("edition")
    return LiveEdition.objects.with_category().filter(edition__in=placed).order_by("title_key")[:PLACES_SHOWN]


@require_safe
@public_page
def survey_csv(request, key):
    edition, table, _sources = placed_survey(key)
    draw_in(request, edition.language)
    # A byte order mark, which tells spreadsheets that this is UTF-8.
    response = HttpResponse(
        "\ufeff" + table_as_csv(table, edition.live.retracted_sources), content_type="text/csv; charset=utf-8"
    )
    name = "unverified-survey-table.csv" if table.is_unverified else "survey-table.csv"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response


def _beside(request, query):
    found = beside(query, timezone.localdate())
    if found.organizations:
        follow(request, *DIRECTORY, TODAY)
    return found


def _note(query, results, exact):
    """Counts for editors what no page has the words for, and whether readers took what was made of them."""
    if exact:
        note_taken_back(query)
    elif results.understood or not results.total:
        note_miss(query, timezone.localdate(), results.understood)


@require_safe
@public_page
def search(request):
    query, tag = text_parameter(request, "q"), text_parameter(request, "tag", 100)
    context = {
        "title": _("Search: %(query)s") % {"query": query} if query else _("Search"),
        # A card that others make of the address says our words, not those that somebody wrote into it.
        "shared_title": _("Search"),
        "description": _("Search our pages about cancer and its treatment by their titles and their words."),
        "noindex": bool(query),
        "trail": [(_("Search"), "")],
        "query": query,
        "tag": tag,
    }
    if query:
        exact = request.GET.get("exact") == "1"
        start = (page_number(request) - 1) * RESULTS_A_PAGE
        results = find_editions(
            query,
            tag=tag or None,
            exact=exact,
            language=get_language(),
            limit=RESULTS_A_PAGE,
            offset=start,
        )
        if start == 0 and not tag:
            _note(query, results, exact)
        context["results"] = results
        if start == 0 and results.hits:
            context["shortcuts"] = shortcuts([hit.live for hit in results.hits], query)
        context["urgent"] = urgent_help(request, query, results.understood)
        context["beside"] = _beside(request, results.understood or query) if start == 0 and not tag else None
        context["page"] = numbered_page(request, range(results.total), RESULTS_A_PAGE)
        asked = {"q": query, **({"exact": "1"} if exact else {})}
        context["all_topics"] = urlencode(asked)
        context["page_query"] = urlencode({**asked, "tag": tag} if tag else asked)
    return render(request, "articles/search.html", context)
