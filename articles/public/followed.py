"""Which stored page is out of date when what changes: the names of generations that each page follows.

What raises a generation is the table WATCHED in articles/models/raising.py. {slug} and the like are taken
from the address. A view that shows more says so itself: see `follow` in cancerinfo/web/public_pages.py.
"""

from django.urls import Resolver404, resolve, reverse
from django.utils import translation

from articles.editions import drawn_page
from cancerinfo.web.cdn_headers import tell_cdn
from cancerinfo.web.languages import language_of_path
from cancerinfo.web.public_pages import TODAY, follow, followed

CATEGORIES = "records category"
TOPICS = (CATEGORIES, "records tag")
DIRECTORY = ("records organization", "records contacts")
WITHDRAWALS = "records withdrawal"
# On every page: the name of the site, and which pages its menus can lead to.
EVERYWHERE = ("site", "records page")
SEARCH = ("articles", "search", "records term", "records organization", *TOPICS)
FOLLOWS = {
    "home": ("articles", *TOPICS, *DIRECTORY, TODAY),
    "article_list": ("articles", *TOPICS),
    "tag_list": ("articles", *TOPICS),
    "tag_detail": ("articles", *TOPICS),
    "category_detail": ("articles", CATEGORIES),
    "survey_list": ("articles", CATEGORIES, "records survey"),
    "survey_detail": ("articles", CATEGORIES),
    "survey_csv": ("articles",),
    "organization_list": (*DIRECTORY, TODAY),
    "organization_detail": ("articles", "named organizations", *DIRECTORY, TODAY),
    "glossary": ("records term", "sources"),
    "about": (),
    "unavailable": (*DIRECTORY, TODAY),
    "editorial_policy": (),
    "feed_list": (),
    "search": (*SEARCH, "phrases"),
    "search_names": ("articles", TODAY),
    "compare": ("articles", CATEGORIES, TODAY),
    "check": (),
    "check_detail": ("articles", TODAY),
    "article_detail": (*drawn_page.FOLLOWS, TODAY),
    "article_shared_picture": ("article {slug}", TODAY),
    "article_leaflet": ("article {slug}", *DIRECTORY, TODAY),
    "article_leaflet_pdf": ("article {slug}", *DIRECTORY, TODAY),
    # It says itself which articles.
    "picture": (),
    "article_history": ("article {slug}", TODAY),
    "edition_detail": ("article {slug}", TODAY),
    "feed": ("articles", CATEGORIES),
    "feed_reviewed": ("articles", CATEGORIES),
    "feed_withdrawn": ("articles", CATEGORIES, WITHDRAWALS),
    "feed_overdue": ("articles", CATEGORIES, TODAY),
    "sitemap_index": ("articles", *TOPICS, *DIRECTORY),
    "sitemap_section": ("articles", *TOPICS, *DIRECTORY),
    "robots_txt": (),
    "security_txt": (TODAY,),
    "infobutton": ("articles", "records term", TODAY),
    "api_root": (),
    "api_openapi": (),
    "api_article_list": ("articles", CATEGORIES, WITHDRAWALS, TODAY),
    "api_article_detail": ("article {slug}", CATEGORIES, WITHDRAWALS, TODAY),
    "api_article_csl": ("article {slug}", "sources", WITHDRAWALS),
    "api_article_ris": ("article {slug}", "sources", WITHDRAWALS),
    "api_organization_list": DIRECTORY,
    "api_organization_detail": DIRECTORY,
    "api_survey_list": ("articles",),
    "api_survey_detail": ("articles",),
    "api_search": (*SEARCH, TODAY),
    "api_glossary": ("records term",),
}
NOT_STORED = {
    "article_report": "a form with a token of its own",
    "article_report_thanks": "follows on a form",
    "expert_review": "for the one person who was sent the link",
    "not_my_review": "for the one person who was sent the link",
    "record_head": "it changes with every act",
    "api_record": "it changes with every act",
}


def is_stored(path: str) -> bool:
    """Whether pages at this path are stored."""
    try:
        return resolve(path).url_name in FOLLOWS
    except Resolver404:
        return False


def unavailable_at(path: str) -> str:
    """The address of the page that readers get in place of that at this path, in its language; "" for the
    API, whose readers ask for JSON."""
    if path.startswith(reverse("api_root")):
        return ""
    with translation.override(language_of_path(path)):
        return reverse("unavailable")


class FollowMiddleware:
    """Notes what each page for readers follows, for cancerinfo.front, and for a CDN, which may be told by
    these names which pages to forget."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        match = request.resolver_match
        if match and match.url_name in FOLLOWS:
            follow(request, *EVERYWHERE, *(name.format(**match.kwargs) for name in FOLLOWS[match.url_name]))
            tell_cdn(response, followed(request))
        return response
