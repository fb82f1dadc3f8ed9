"""The pages that lead to articles: home, topics, categories. The list from A to Z is in a_to_z.py.

Each reads the rows of live editions, so that nothing else can be shown, and in the order of an index, so that
a page costs the same however many articles there are.
"""

from collections.abc import Iterable

from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.content.records import in_language
from articles.editions import structured_data
from articles.models import LiveCount, LiveEdition, LiveRecord, TagAlias, TaggedEdition
from articles.models.tag import same_name
from articles.public.faces import face_of
from articles.public.onward import Stretch, stretch_of
from articles.public.urgent import Number, numbers
from articles.records.directory import all_listed
from articles.text.title_order import title_key
from cancerinfo.web.public_pages import public_page
from resources.directory import ListedOrganization

RECENT_ON_HOME = 6
TAGS_ON_HOME = 12


def listed():
    """The live editions for readers of the language that the page is drawn in."""
    return LiveEdition.objects.in_language(get_language()).with_category()


@require_safe
@public_page
def home(request):
    categories = sorted(live_categories(), key=in_title_order)
    organizations = all_listed(timezone.localdate())
    context = {
        "title": _("Cancer treatment, explained by people who sign their names"),
        "description": _(
            "Plain pages about cancer and its treatment: who wrote them, who reviewed them, when, and which "
            "sources they use. No advertising, no tracking."
        ),
        "categories": [(category, face_of(category.slug)) for category in categories],
        "tags": tags_on_home(categories),
        "phones": sum(each.has_phone for each in organizations),
        "numbers": numbers_on_home(organizations),
        "recent": listed().order_by("-review_key")[:RECENT_ON_HOME],
        "structured_data": structured_data.home_page(),
    }
    return render(request, "articles/home.html", context)


def tags_on_home(categories: list[LiveRecord]) -> list[LiveRecord]:
    """The most used tags from A to Z, without those that have the name of one of these categories."""
    tags = without_doubles(live_tags()[: TAGS_ON_HOME + len(categories)], categories)[:TAGS_ON_HOME]
    return sorted(tags, key=in_title_order)


def numbers_on_home(organizations: list[ListedOrganization]) -> list[Number]:
    """One number a country, by country, of those who help with every cancer in the language of the page."""
    language = get_language().split("-")[0]
    spoken = [each for each in organizations if "all" in each.text.topics and language in each.text.languages]
    return [number for number in numbers(spoken) if number.line.href and not number.line.is_crisis_line]


def without_doubles(tags: Iterable[LiveRecord], categories: Iterable[LiveRecord]) -> list[LiveRecord]:
    """The tags without those that have the name of a category, which leads to the same pages."""
    names = {same_name(category.own_name) for category in categories}
    return [tag for tag in tags if same_name(tag.own_name) not in names]


def in_title_order(record: LiveRecord) -> bytes:
    return title_key(record.own_name, record.record)


def live_categories():
    """Categories that visitors find something in, with the number of pages as `count`."""
    return _with_pages("category").order_by("name_key")


def live_tags():
    """Tags that visitors find something under, with the number of pages as `count`, the most used first."""
    return _with_pages("tag").order_by("-count", "name_key")


def _with_pages(kind):
    """The records of a kind that readers find pages by, with their number as `count`."""
    key = Cast(OuterRef("record"), CharField())
    counts = LiveCount.objects.filter(kind=kind, list_language=get_language(), key=key)
    return (
        LiveRecord.objects.of(kind)
        .named()
        .annotate(count=Subquery(counts.values("count")))
        .filter(count__gt=0)
    )


def counts_of(kind: LiveCount.Kind) -> dict[str, int]:
    """How much the lists of a kind show in the language of the page, by their keys; without empty ones."""
    counts = LiveCount.objects.filter(kind=kind, list_language=get_language(), count__gt=0)
    return dict(counts.values_list("key", "count"))


def list_page(request, template, **context):
    """A page that leads to others, with its place in the site for machines."""
    page = context.get("page")
    if isinstance(page, Stretch) and page.elsewhere is not None:
        return redirect("?".join(filter(None, [request.path, page.elsewhere])))
    context["structured_data"] = structured_data.list_page(
        context["title"], context["description"], request.path, context["trail"]
    )
    return render(request, template, context)


@require_safe
@public_page
def tag_list(request):
    title, categories = _("All topics"), sorted(live_categories(), key=in_title_order)
    return list_page(
        request,
        "articles/tag_list.html",
        title=title,
        description=_("The topics of our pages about cancer treatment, with the number of pages under each."),
        trail=[(title, "")],
        tags=without_doubles(sorted(live_tags(), key=in_title_order), categories),
        categories=categories,
    )


@require_safe
@public_page
def tag_detail(request, slug):
    seen = live_record("tag", slug)
    if seen is None:
        alias = get_object_or_404(TagAlias, slug=slug)
        return redirect(get_object_or_404(LiveRecord.objects.of("tag"), record=alias.tag_id), permanent=True)
    tag = in_language(seen.text.value, get_language())
    rows = TaggedEdition.objects.filter(tag=seen.record, list_language=get_language())
    page = stretch_of(request, rows, "title_key", found_under)
    if page.elsewhere is None and not page.editions:
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


def found_under(rows: QuerySet[TaggedEdition]) -> QuerySet[LiveEdition]:
    """The live editions that rows of a tag lead to. The rows are of one language already; asked for it here
    again, SQLite would go through all that is live in it."""
    return LiveEdition.objects.with_category().filter(edition__in=rows.values("edition"))


@require_safe
@public_page
def category_detail(request, slug):
    seen = live_record("category", slug)
    if seen is None:
        raise Http404("No such category")
    category = in_language(seen.text.value, get_language())
    page = stretch_of(request, listed().filter(category=seen.record), "title_key", iter)
    if page.elsewhere is None and not page.editions:
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


def live_record(kind: str, slug: str) -> LiveRecord | None:
    """The record that readers find at this address, with its approved text."""
    return LiveRecord.objects.of(kind).select_related("text").filter(slug=slug).first()
