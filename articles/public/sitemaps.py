"""The sitemap: an index, and a file each for articles, topics, organizations, surveys and fixed pages."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem
from django.contrib.sitemaps.views import sitemap as django_sitemap
from django.core.paginator import EmptyPage, Paginator
from django.db.models import F, Max, OuterRef, Subquery, Value
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from articles.editions.translations import addresses_by_language
from articles.models import FixedPage, LiveEdition, LiveRecord, PlacedSurvey, TaggedEdition
from articles.public.fixed_pages import languages_of
from articles.public.pages import FIXED, PAGES
from articles.records.directory import all_listed
from cancerinfo.web.public_pages import public_page


class SiteMap(Sitemap):
    """Addresses begin with SITE_URL, whatever name the site was asked under."""

    protocol = urlsplit(settings.SITE_URL).scheme
    limit = 5000

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc


class PagesInLanguages(SiteMap):
    """Pages that the site has once in every language of the interface, each naming the others."""

    i18n = True
    alternates = True


class KeyRanges(Paginator):
    """Live editions in files by their keys: file 2 has those from key 5,000 on, whichever are still there. So
    a file costs the same wherever it stands, and keeps its pages when others go."""

    @cached_property
    def num_pages(self):
        return (self.object_list.aggregate(last=Max("pk"))["last"] or 1) // self.per_page + 1

    @property
    def page_range(self):
        """The first, and the others that have something: a query for each number."""
        return [
            number for number in range(1, self.num_pages + 1) if number == 1 or self._file(number).exists()
        ]

    def page(self, number):
        number = self.validate_number(number)
        found = list(self._file(number))
        if number > 1 and not found:
            raise EmptyPage("No live edition has such a key")
        return self._get_page(found, number, self)

    def _file(self, number):
        start = (number - 1) * self.per_page
        return self.object_list.filter(pk__gte=start, pk__lt=start + self.per_page)


class ArticleMap(SiteMap):
    """Live editions, with the day of the newest edition of the article that isn't a minor change."""

    @cached_property
    def paginator(self):
        return KeyRanges(self.items(), self.limit)

    def items(self):
        return LiveEdition.objects.order_by("pk").only("slug", "changed_at")

    def lastmod(self, live):
        return live.changed_at

    def get_urls(self, page=1, site=None, protocol=None):
        """Each address with those of its translations."""
        urls = super().get_urls(page, site, protocol)
        groups = addresses_by_language(url["item"].pk for url in urls)
        for url in urls:
            url["alternates"] = [
                {"lang_code": language, "location": f"{settings.SITE_URL}{address}"}
                for language, address in groups.get(url["item"].pk, ())
            ]
        return urls

    def get_latest_lastmod(self):
        return LiveEdition.objects.aggregate(latest=Max("published_at"))["latest"]


class TopicMap(SiteMap):
    def items(self):
        """Categories and tags with the language that something is found under them in."""
        return [topic for code, _name in settings.LANGUAGES for topic in self.topics(code)]

    def topics(self, language):
        live = LiveEdition.objects.in_language(language)
        newest = live.filter(category=OuterRef("record")).order_by().values("category")
        tagged = TaggedEdition.objects.filter(tag=OuterRef("record"), list_language=language)
        newest_tagged = tagged.order_by().values("tag").annotate(at=Max("edition__live__published_at"))
        return [
            *self.shown("category", newest.annotate(at=Max("published_at")), language),
            *self.shown("tag", newest_tagged, language),
        ]

    def shown(self, kind, newest, language):
        at, drawn_in = Subquery(newest.values("at")), Value(language)
        found = LiveRecord.objects.of(kind).annotate(at=at, drawn_in=drawn_in).filter(at__isnull=False)
        return found.order_by("record")

    def location(self, topic):
        with translation.override(topic.drawn_in):
            return topic.get_absolute_url()

    def lastmod(self, topic):
        return topic.at


class OrganizationMap(PagesInLanguages):
    def items(self):
        return all_listed(timezone.localdate())

    def lastmod(self, organization):
        return organization.checked_on


class SurveyMap(SiteMap):
    def items(self):
        """Tables that readers may rely on, with the day of the newest edition that places them."""
        shown = PlacedSurvey.objects.newest().filter(is_unverified=False)
        return shown.order_by("key").values("key", at=F("edition__published_at"))

    def location(self, survey):
        return reverse("survey_detail", args=[survey["key"]])

    def lastmod(self, survey):
        return survey["at"]


class FixedMap(PagesInLanguages):
    """Lists change with the newest edition; the other pages tell no date."""

    def items(self):
        newest = ArticleMap().get_latest_lastmod()
        fixed = [page for page in PAGES if page.sitemap == FIXED]
        return [(page.name, newest if page.follows_editions else None) for page in fixed]

    def get_languages_for_item(self, page):
        """Those in which readers see the page."""
        if page[0] in FixedPage.Slug.values:
            return sorted(languages_of(page[0]))
        return super().get_languages_for_item(page)

    def location(self, page):
        return reverse(page[0])

    def lastmod(self, page):
        return page[1]


SECTIONS = {
    "articles": ArticleMap,
    "topics": TopicMap,
    "organizations": OrganizationMap,
    "surveys": SurveyMap,
    FIXED: FixedMap,
}


@require_safe
@public_page
def sitemap_index(request):
    entries = []
    for name, section in SECTIONS.items():
        address = f"{settings.SITE_URL}{reverse('sitemap_section', args=[name])}"
        changed_at = section().get_latest_lastmod() if name == "articles" else None
        pages = section().paginator.page_range
        entries += [SitemapIndexItem(f"{address}?p={p}" if p > 1 else address, changed_at) for p in pages]
    return render(request, "sitemap_index.xml", {"sitemaps": entries}, content_type="application/xml")


@require_safe
@public_page
def sitemap_section(request, section):
    if len(request.GET.get("p", "")) > 6:
        raise Http404("No such page")
    return django_sitemap(request, SECTIONS, section)
