"""Pages for readers. Each begins at Edition.objects.live(), so that nothing else can be shown."""

from urllib.parse import urlencode

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Lower, Substr, Upper
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.content.status_names import survey_name
from articles.editions import structured_data
from articles.editions.article_page import edition_page, live_edition
from articles.models import Edition, LiveRecord, PlacedSurvey, TagAlias, TaggedEdition, Withdrawal
from articles.records.approved import approved_by_slug
from articles.records.directory import all_listed
from articles.rendering import RenderedArticle
from articles.rendering import survey_csv as table_as_csv
from articles.search import note_miss
from articles.search import search as find_editions
from cancerinfo.web.context_processors import site_facts
from cancerinfo.web.languages import draw_in
from cancerinfo.web.page_script import PAGE_SCRIPT
from cancerinfo.web.public_pages import numbered_page, page_number, public_page, text_parameter

EDITIONS_A_PAGE = 50
RESULTS_A_PAGE = 10
RECENT_ON_HOME = 6
TAGS_ON_HOME = 12


def listed():
    """The live editions for readers of the language that the page is drawn in."""
    return Edition.objects.live().in_language(get_language())


@require_safe
@public_page
def home(request):
    live = listed().for_lists()
    context = {
        "title": _("Cancer treatment, explained by people who sign their names"),
        "description": _(
            "Plain pages about cancer and its treatment: who wrote them, who reviewed them, when, and which "
            "sources they rest on. No advertising, no tracking."
        ),
        "categories": live_categories(),
        "tags": live_tags()[:TAGS_ON_HOME],
        "phones": sum(organization.has_phone for organization in all_listed(timezone.localdate())),
        "recent": live.order_by("-reviewed_on", "-published_at", "-pk")[:RECENT_ON_HOME],
        "structured_data": structured_data.home_page(),
    }
    return render(request, "articles/home.html", context)


def live_categories():
    """Categories that visitors find something in, with the number of pages as `count`."""
    return _with_pages("category", listed(), "category").order_by("name")


def live_tags():
    """Tags that visitors find something under, with the number of pages as `count`, the most used first."""
    tagged = TaggedEdition.objects.filter(edition__in=listed())
    return _with_pages("tag", tagged, "tag").order_by("-count", "name")


def _with_pages(kind, rows, field):
    """The records of a kind that readers see and that `rows` point to by `field`, with their `count`."""
    counts = rows.filter(**{field: OuterRef("record")}).order_by().values(field).annotate(count=Count("pk"))
    return LiveRecord.objects.of(kind).annotate(count=Subquery(counts.values("count"))).filter(count__gt=0)


@require_safe
@public_page
def article_list(request):
    """All articles from A to Z, or those under one letter, or with the last reviewed first."""
    letter = text_parameter(request, "letter", 1).upper()
    by_review = request.GET.get("order") == "reviewed"
    editions = listed().for_lists().annotate(letter=Upper(Substr("title", 1, 1)))
    if by_review:
        editions = editions.order_by("-reviewed_on", "-pk")
    else:
        editions = editions.order_by("letter", Lower("title"), "pk")
    letters = listed().annotate(letter=Upper(Substr("title", 1, 1))).order_by("letter")
    if letter:
        editions = editions.filter(letter=letter)
    title = _("Articles from A to Z")
    if by_review:
        title = _("Articles by date of review")
    elif letter:
        title = _("Articles: %(letter)s") % {"letter": letter}
    return list_page(
        request,
        "articles/article_list.html",
        title=title,
        description=_(
            "Every page on this site about cancer and its treatment, with the date of its last review."
        ),
        trail=[(_("Articles A–Z"), "")],
        page=numbered_page(request, editions, EDITIONS_A_PAGE),
        page_query="order=reviewed" if by_review else f"letter={letter}" if letter else "",
        letter=letter,
        letters=[] if by_review else letters.values_list("letter", flat=True).distinct(),
        by_review=by_review,
    )


def list_page(request, template, **context):
    """A page that leads to others, with its place in the site for machines."""
    context["structured_data"] = structured_data.list_page(
        context["title"], context["description"], request.path, context["trail"]
    )
    return render(request, template, context)


@require_safe
@public_page
def article_detail(request, slug):
    edition = live_edition(slug)
    if edition is None:
        return no_live_edition(request, slug)
    draw_in(request, edition.language)
    page = edition_page(edition)
    trail = [(_("Articles A–Z"), reverse("article_list")), (page.name, "")]
    if edition.category_name:
        trail.insert(1, (edition.category_name, reverse("category_detail", args=[edition.category_slug])))
    context = {
        "title": page.name,
        "description": page.description,
        "og_type": "article",
        "trail": trail,
        "page": page,
        "alternates": page.alternates,
        "structured_data": structured_data.article_page(page, trail),
        "page_script": PAGE_SCRIPT,
    }
    return render(request, "articles/article_detail.html", context)


def no_live_edition(request, slug):
    """Says why a withdrawn article is gone. Addresses that articles had before are redirected elsewhere."""
    withdrawal = (
        Withdrawal.objects.at(slug)
        .select_related("edition", "successor__live__edition")
        .only("cause", "withdrawn_at", "edition__title", "edition__language",
              "successor__live__edition__title", "successor__live__edition__slug",
              "successor__live__edition__next_review_on", "successor__live__is_demonstration",
              "successor__live__retracted_sources", "successor__live__is_in_question")
        .first()
    )  # fmt: skip
    if withdrawal is None:
        raise Http404("No such article")
    draw_in(request, withdrawal.edition.language)
    context = {
        **site_facts(request),
        "title": withdrawal.name,
        "description": _("We took this page down. Why: %(reason)s") % {"reason": withdrawal.told},
        "noindex": True,
        "trail": [(_("Articles A–Z"), reverse("article_list")), (withdrawal.name, "")],
        "withdrawal": withdrawal,
        "successor": live_successor(withdrawal),
    }
    return HttpResponse(render_to_string("410.html", context), status=410)


def live_successor(withdrawal):
    live = getattr(withdrawal.successor, "live", None) if withdrawal.successor else None
    return live.edition if live else None


@require_safe
@public_page
def tag_list(request):
    title = _("All topics")
    return list_page(
        request,
        "articles/tag_list.html",
        title=title,
        description=_("The topics of our pages about cancer treatment, with the number of pages under each."),
        trail=[(title, "")],
        tags=live_tags().order_by(Lower("name")),
        categories=live_categories(),
    )


@require_safe
@public_page
def tag_detail(request, slug):
    tag = approved_by_slug("tag", slug)
    if tag is None:
        alias = get_object_or_404(TagAlias, slug=slug)
        return redirect(get_object_or_404(LiveRecord.objects.of("tag"), record=alias.tag_id), permanent=True)
    editions = listed().for_lists().tagged(slug).order_by(Lower("title"), "pk")
    page = numbered_page(request, editions, EDITIONS_A_PAGE)
    if not page.object_list:
        raise Http404("No live edition has this tag")
    return list_page(
        request,
        "articles/tag_detail.html",
        title=_("Topic: %(tag)s") % {"tag": tag.name},
        description=tag.description
        or _("Pages about %(tag)s, each signed off by a named reviewer, with its sources.")
        % {"tag": tag.name},
        trail=[(_("All topics"), reverse("tag_list")), (tag.name, "")],
        tag=tag,
        page=page,
    )


@require_safe
@public_page
def category_detail(request, slug):
    category = approved_by_slug("category", slug)
    if category is None:
        raise Http404("No such category")
    editions = listed().for_lists().in_category(slug).order_by(Lower("title"), "pk")
    page = numbered_page(request, editions, EDITIONS_A_PAGE)
    if not page.object_list:
        raise Http404("No live edition is in this category")
    return list_page(
        request,
        "articles/category_detail.html",
        title=category.name,
        description=category.description
        or _("Our pages in the category “%(name)s”, each with its author, reviewer and sources.")
        % {"name": category.name},
        trail=[(_("Articles A–Z"), reverse("article_list")), (category.name, "")],
        category=category,
        page=page,
    )


@require_safe
@public_page
def survey_list(request):
    title = _("Survey tables")
    placed = PlacedSurvey.objects.filter(edition__in=listed()).values("key")
    surveys = PlacedSurvey.objects.newest().filter(key__in=placed).order_by("title", "key")
    return list_page(
        request,
        "articles/survey_list.html",
        title=title,
        description=_(
            "What people with cancer and their doctors said in surveys, with the number of people asked."
        ),
        trail=[(title, "")],
        page=numbered_page(request, surveys, EDITIONS_A_PAGE),
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
    trail = [(_("Survey tables"), reverse("survey_list")), (name, "")]
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
        "editions": Edition.objects.live()
        .for_lists()
        .filter(placed_surveys__key=key)
        .order_by("title", "pk")[:20],
        "structured_data": structured_data.survey_page(table, source, request.path, trail, retracted),
        "retracted": retracted,
    }
    return render(request, "articles/survey_detail.html", context)


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
        results = find_editions(query, tag=tag or None, exact=exact, limit=RESULTS_A_PAGE, offset=start)
        if not (results.total or tag or exact):
            note_miss(query, timezone.localdate())
        context["results"] = results
        context["page"] = numbered_page(request, range(results.total), RESULTS_A_PAGE)
        asked = {"q": query, **({"exact": "1"} if exact else {})}
        context["all_topics"] = urlencode(asked)
        context["page_query"] = urlencode({**asked, "tag": tag} if tag else asked)
    return render(request, "articles/search.html", context)
