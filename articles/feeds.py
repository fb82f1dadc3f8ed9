"""The Atom feed of the editions that were published last."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles.models import Edition
from cancerinfo.public_pages import public_page

ENTRIES = 50


class NewEditionsFeed(Feed):
    feed_type = Atom1Feed
    subtitle = gettext_lazy("Pages that were published or reviewed lately.")

    def title(self):
        return _("%(site)s: new editions") % {"site": settings.SITE_NAME}

    def link(self):
        return f"{settings.SITE_URL}{reverse('article_list')}"

    def feed_url(self):
        return f"{settings.SITE_URL}{reverse('feed')}"

    def items(self):
        return Edition.objects.live().for_lists().order_by("-published_at", "-pk")[:ENTRIES]

    def item_title(self, edition):
        return edition.title

    def item_description(self, edition):
        return edition.note or edition.summary

    def item_link(self, edition):
        return f"{settings.SITE_URL}{edition.get_absolute_url()}"

    def item_guid(self, edition):
        return f"{self.item_link(edition)}#edition-{edition.number}"

    def item_pubdate(self, edition):
        return edition.published_at

    def item_updateddate(self, edition):
        return edition.published_at

    def item_categories(self, edition):
        return [edition.category.name] if edition.category else []


feed = require_safe(public_page(NewEditionsFeed()))
