"""The Atom feeds: new editions, reviews, withdrawals, and pages that are overdue for review."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles.editions.notes import checked_by_makers
from articles.models import Edition, LiveEdition, Withdrawal
from articles.models.edition import of_category
from articles.records.fixed_pages import pages_shown
from cancerinfo.web.languages import labels_in
from cancerinfo.web.public_pages import public_page

ENTRIES = 50


class FeedInLanguages(Atom1Feed):
    """Each entry names its own language (RFC 4287, section 2)."""

    def item_attributes(self, item):
        return {"xml:lang": item["language"]}

    def latest_post_date(self):
        """Of an empty feed the start of the day, not this second, or no copy of it would ever hold."""
        if self.items:
            return super().latest_post_date()
        return timezone.make_aware(datetime.combine(timezone.localdate(), time.min))


class SiteFeed(Feed):
    """A feed of this site. `name` is that of its address, `heading` what it is about.

    The entries are live editions, or what has an edition as `edition_of`.
    """

    feed_type = FeedInLanguages
    name = ""
    heading = ""

    def title(self):
        return f"{settings.SITE_NAME}: {self.heading}"

    def link(self):
        return f"{settings.SITE_URL}{reverse('article_list')}"

    def feed_url(self):
        return f"{settings.SITE_URL}{reverse(self.name)}"

    def feed_guid(self):
        """An id of its own: `link` is the same for all feeds (RFC 4287, section 4.2.6)."""
        return self.feed_url()

    def author_name(self):
        """The publisher stands for all entries (RFC 4287, section 4.1.1): who wrote a page is said there."""
        return settings.SITE_PUBLISHER

    def author_link(self):
        """Who publishes the site is said on a page that a second person approved, if there is one."""
        return f"{settings.SITE_URL}{reverse('about' if 'about' in pages_shown() else 'home')}"

    def edition_of(self, item) -> LiveEdition | Edition:
        return item

    def item_title(self, item):
        return item.name

    def item_link(self, item):
        return f"{settings.SITE_URL}{self.edition_of(item).get_absolute_url()}"

    def item_pubdate(self, item):
        return self.edition_of(item).published_at

    def item_extra_kwargs(self, item):
        return {"language": self.edition_of(item).language}

    def item_categories(self, item):
        return [item.category_name] if item.category_name else []


class NewEditionsFeed(SiteFeed):
    name = "feed"
    heading = gettext_lazy("new editions")
    subtitle = gettext_lazy("Pages that were published or reviewed recently.")

    def items(self):
        return LiveEdition.objects.with_category().order_by("-published_at", "-article")[:ENTRIES]

    def item_description(self, edition):
        return " ".join(filter(None, [edition.note, edition.summary]))

    def item_guid(self, edition):
        return f"{self.item_link(edition)}#edition-{edition.number}"

    def item_updateddate(self, edition):
        return edition.published_at


class ReviewedFeed(SiteFeed):
    name = "feed_reviewed"
    heading = gettext_lazy("reviews")
    subtitle = gettext_lazy("Pages by the day of their last review, and who reviewed them.")

    def items(self):
        return LiveEdition.objects.with_category().order_by("-review_key")[:ENTRIES]

    def item_description(self, edition):
        if edition.is_demonstration:
            return checked_by_makers(edition.reviewed_on)
        return edition.question or _("Reviewed by %(name)s on %(day)s. Next review due on %(next)s.") % {
            "name": edition.reviewer_name,
            "day": date_format(edition.reviewed_on),
            "next": date_format(edition.next_review_on),
        }

    def item_guid(self, edition):
        return f"{self.item_link(edition)}#reviewed-{edition.reviewed_on.isoformat()}"

    def item_updateddate(self, edition):
        return edition.signed_at


class WithdrawnFeed(SiteFeed):
    name = "feed_withdrawn"
    heading = gettext_lazy("withdrawn pages")
    subtitle = gettext_lazy("Pages that we took down, and why. Copies of them must no longer be used.")

    def items(self):
        withdrawn = Withdrawal.objects.standing().select_related("edition")
        withdrawn = withdrawn.annotate(category_name=of_category("edition__category", "name"))
        return withdrawn.defer("edition__content", "edition__rendered")[:ENTRIES]

    def edition_of(self, withdrawal):
        return withdrawal.edition

    def item_description(self, withdrawal):
        with labels_in(withdrawal.edition.language):
            return withdrawal.told

    def item_guid(self, withdrawal):
        return f"{self.item_link(withdrawal)}#withdrawn-{withdrawal.withdrawn_at:%Y-%m-%d-%H%M%S}"

    def item_updateddate(self, withdrawal):
        return withdrawal.withdrawn_at


class OverdueFeed(SiteFeed):
    name = "feed_overdue"
    heading = gettext_lazy("pages overdue for review")
    subtitle = gettext_lazy("Pages whose review is late. Parts of them may be out of date.")

    def items(self):
        overdue = LiveEdition.objects.overdue(timezone.localdate()).with_category()
        return overdue.order_by("-next_review_on", "-article")[:ENTRIES]

    def item_description(self, edition):
        day = date_format(edition.next_review_on)
        return _("This page was due for review on %(day)s. Parts of it may be out of date.") % {"day": day}

    def item_guid(self, edition):
        return f"{self.item_link(edition)}#overdue-{edition.next_review_on.isoformat()}"

    def item_updateddate(self, edition):
        """The start of the first day that the page was overdue."""
        day = edition.next_review_on + timedelta(days=1)
        return timezone.make_aware(datetime.combine(day, time.min))


FEEDS = (NewEditionsFeed, ReviewedFeed, WithdrawnFeed, OverdueFeed)
feed, feed_reviewed, feed_withdrawn, feed_overdue = (require_safe(public_page(each())) for each in FEEDS)


@require_safe
@public_page
def feed_list(request):
    """What the feeds are, and where."""
    title = _("Feeds")
    context = {
        "title": title,
        "description": _("Follow what we publish, review and withdraw, in any Atom feed reader."),
        "trail": [(title, "")],
        "feeds": FEEDS,
    }
    return render(request, "articles/feed_list.html", context)
