from datetime import date
from functools import wraps

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control

from articles.exporting.csl import source_to_csl
from articles.exporting.ris import sources_to_ris
from articles.models import Edition, LiveEdition, PlacedSurvey, Withdrawal
from articles.records.approved import defined_terms
from articles.records.directory import all_listed, listed_organizations
from articles.search import search
from cancerinfo.web.public_pages import CACHING, text_parameter

from . import records
from .answers import answer, read_only, refusal
from .openapi import document
from .paging import PAGE_SIZE, BadParameter, page_number, page_of

# A filter that is not known is refused rather than ignored, or a copy would be kept by mistake.
ARTICLE_FILTERS = {"page", "reviewed_since", "withdrawn", "language", "tag"}
SEARCH_PARAMETERS = {"q", "tag", "page"}


@read_only
def api_root(request):
    lists = [
        "api_article_list",
        "api_organization_list",
        "api_survey_list",
        "api_glossary",
        "api_search",
        "api_record",
    ]
    addresses = {name.removeprefix("api_").removesuffix("_list"): records.address(name) for name in lists}
    addresses |= {"search": f"{records.address('api_search')}?q={{q}}"}
    return answer({**addresses, "openapi": records.address("api_openapi")})


@read_only
def api_openapi(request):
    return answer(document(), content_type="application/openapi+json")


@read_only
def api_article_list(request):
    try:
        chosen = article_filters(request.GET)
        if chosen["withdrawn"]:
            return answer(page_of(request, withdrawn(), records.withdrawal_record))
        today = timezone.localdate()
        return answer(
            page_of(
                request,
                editions(**chosen),
                lambda row: records.edition_summary(row, row.category_name, today),
            )
        )
    except BadParameter as error:
        return refusal(400, str(error))


def article_filters(query) -> dict:
    """The filters of a list of articles. Raises BadParameter for a name or value that is none."""
    refuse_unknown(query, ARTICLE_FILTERS)
    if query.get("withdrawn", "0") not in {"0", "1"}:
        raise BadParameter("withdrawn must be 0 or 1.")
    try:
        since = date.fromisoformat(query["reviewed_since"]) if "reviewed_since" in query else None
    except ValueError:
        raise BadParameter("reviewed_since must be a day such as 2026-05-31.") from None
    return {
        "withdrawn": query.get("withdrawn") == "1",
        "since": since,
        "language": query.get("language", ""),
        "tag": query.get("tag", ""),
    }


def refuse_unknown(query, known: set[str]):
    """Raises BadParameter for a parameter that isn't among the known ones."""
    if unknown := sorted(set(query) - known):
        verb = "are" if len(known) > 1 else "is"
        raise BadParameter(
            f"Unknown parameter {', '.join(unknown)}; known {verb} {', '.join(sorted(known))}."
        )


def editions(since: date | None, language: str, tag: str, withdrawn: bool):
    """Live editions, the newest review first."""
    found = LiveEdition.objects.with_category().order_by("-review_key")
    found = found.filter(reviewed_on__gte=since) if since else found
    found = found.filter(language=language) if language else found
    return found.tagged(tag) if tag else found


def withdrawn():
    """The newest withdrawal of each article that is not live, the newest first."""
    standing = Withdrawal.objects.standing().select_related("edition", "successor__live")
    return standing.defer("edition__content", "edition__rendered")


def of_live_article(view):
    """The view of a live edition for a slug. A withdrawn article is answered with 410 and the record of its
    withdrawal, so that copies of it are taken down; a slug that none has, with 404."""

    @read_only
    @wraps(view)
    def by_slug(request, slug):
        live = Edition.objects.live().with_category().select_related("live").with_review()
        if edition := live.filter(slug=slug).first():
            return view(request, edition)
        if withdrawal := Withdrawal.objects.at(slug).select_related("edition", "successor__live").first():
            return answer(records.withdrawal_record(withdrawal), status=410)
        raise Http404(f"There is no live article with the slug {slug}.")

    return by_slug


@of_live_article
def api_article_detail(request, edition):
    return answer(records.edition_record(edition, timezone.localdate()))


@of_live_article
def api_article_csl(request, edition):
    sources = edition.article_content().sources
    csl = "application/vnd.citationstyles.csl+json"
    retracted = edition.live.retracted_sources
    return answer([source_to_csl(source, retracted) for source in sources], content_type=csl)


@of_live_article
def api_article_ris(request, edition):
    text = sources_to_ris(edition.article_content().sources, edition.live.retracted_sources)
    response = HttpResponse(text, content_type="application/x-research-info-systems; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="sources.ris"'
    patch_cache_control(response, **CACHING)
    return response


@read_only
def api_organization_list(request):
    return simple_list(request, all_listed(timezone.localdate()), records.organization_record)


@read_only
def api_organization_detail(request, slug):
    for organization in listed_organizations([slug], timezone.localdate()):
        return answer(records.organization_record(organization))
    raise Http404(f"No organization has the slug {slug}.")


def placed_surveys():
    return PlacedSurvey.objects.filter(edition__in=Edition.objects.live()).select_related("edition")


@read_only
def api_survey_list(request):
    return simple_list(request, placed_surveys().order_by("key", "edition__slug"), records.survey_record)


@read_only
def api_survey_detail(request, key):
    """The table as its own page shows it: of the newest of the live editions that it stands in."""
    if placed := placed_surveys().newest().filter(key=key).first():
        return answer(records.survey_record(placed))
    raise Http404(f"No survey table has the key {key}.")


@read_only
def api_search(request):
    try:
        refuse_unknown(request.GET, SEARCH_PARAMETERS)
        return answer(search_answer(request))
    except BadParameter as error:
        return refusal(400, str(error))


def search_answer(request) -> dict:
    """A page of live articles that answer `q`, best first. Raises BadParameter if it asks for nothing."""
    query, tag = text_parameter(request, "q"), text_parameter(request, "tag", 100)
    if not query:
        raise BadParameter("q must hold the words to search for.")
    start, today = (page_number(request.GET) - 1) * PAGE_SIZE, timezone.localdate()
    found = search(query, tag=tag or None, limit=PAGE_SIZE, offset=start)
    page = page_of(
        request, range(found.total), lambda place: records.hit_record(found.hits[place - start], today)
    )
    return {"understood": found.understood, "offers": list(found.offers), **page}


@read_only
def api_glossary(request):
    return simple_list(request, defined_terms(), records.term_record)


def simple_list(request, rows, record):
    try:
        refuse_unknown(request.GET, {"page"})
        return answer(page_of(request, rows, record))
    except BadParameter as error:
        return refusal(400, str(error))


@read_only
def api_unknown(request):
    raise Http404(f"The API has no address {request.path}; {records.address('api_root')} lists those it has.")
