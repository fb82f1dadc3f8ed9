"""Every address of the site that isn't the admin's, and where readers and search engines find it.

The sitemap's file "pages" is made from this table. The links of header and footer stand in
`templates/base.html`, since a page for what went wrong is drawn without anything else. What the table says
of addresses, menus and languages is compared with the site in `tests/articles/test_pages.py`.
"""

from dataclasses import dataclass

# Where pages lead to it.
TOP, FOOT = "header", "footer"
# In the sitemap's file "pages", for which no other rule chooses.
FIXED = "pages"
# In every language of the interface; in those in which something is found under it; at one address, in the
# language of its text, or in none.
EACH, FOUND, ONE = "each language", "languages with articles", "one address"


@dataclass(frozen=True)
class Page:
    """`name` is that of the address. `sitemap` is the file of the sitemap that lists the page; `unlisted`
    says why none does. `menu` is TOP, FOOT or empty. What `follows_editions` changes with the newest one.
    """

    name: str
    languages: str
    sitemap: str = ""
    unlisted: str = ""
    menu: str = ""
    follows_editions: bool = False


MACHINES = "for programs, which find it by its fixed address"
DATA = "for programs, which find it by the API's description"
FEED = "a feed, which the list of feeds names"
OLD_TEXT = "an older text mustn't be found instead of the live one"
SAME_WORDS = "the words of the article once more, for paper"
FORM = "a form about one article, reached from its page"

PAGES = (
    Page("home", EACH, FIXED, follows_editions=True),
    Page("article_list", EACH, FIXED, menu=TOP, follows_editions=True),
    Page("tag_list", EACH, FIXED, menu=FOOT, follows_editions=True),
    Page("survey_list", EACH, FIXED, menu=FOOT),
    Page("organization_list", EACH, FIXED, menu=TOP),
    Page("glossary", EACH, FIXED, menu=TOP),
    Page("about", EACH, FIXED, menu=FOOT),
    Page("editorial_policy", EACH, FIXED, menu=FOOT),
    Page("feed_list", EACH, FIXED, menu=FOOT),
    Page("search", EACH, menu=TOP, unlisted="says nothing before somebody asks; results aren't to be found"),
    Page("search_names", EACH, unlisted="for the script of the search field"),
    Page("compare", EACH, unlisted="says nothing before articles are chosen; it's reached from those"),
    Page("check", EACH, menu=FOOT, unlisted="says nothing before somebody types the code of a printout"),
    Page("check_detail", EACH, unlisted="tells of one printout, for whoever holds it"),
    Page("unavailable", EACH, unlisted="sent in place of a page that can't be shown"),
    Page("organization_detail", EACH, "organizations"),
    Page("tag_detail", FOUND, "topics"),
    Page("category_detail", FOUND, "topics"),
    Page("article_detail", ONE, "articles"),
    Page("survey_detail", ONE, "surveys"),
    Page("survey_csv", ONE, unlisted="the figures of a page that is listed"),
    Page("picture", ONE, unlisted="a part of the pages that show it"),
    Page(
        "article_shared_picture",
        ONE,
        unlisted="a part of links elsewhere",
    ),
    Page("article_leaflet", ONE, unlisted=SAME_WORDS),
    Page("article_leaflet_pdf", ONE, unlisted=SAME_WORDS),
    Page("article_history", ONE, unlisted=OLD_TEXT),
    Page("edition_detail", ONE, unlisted=OLD_TEXT),
    Page("article_report", ONE, unlisted=FORM),
    Page("article_report_thanks", ONE, unlisted=FORM),
    Page("expert_review", ONE, unlisted="for the one person who was sent the link"),
    Page("not_my_review", ONE, unlisted="for the one person who was sent the link"),
    Page("feed", ONE, unlisted=FEED),
    Page("feed_reviewed", ONE, unlisted=FEED),
    Page("feed_withdrawn", ONE, unlisted=FEED),
    Page("feed_overdue", ONE, unlisted=FEED),
    Page("sitemap_index", ONE, unlisted=MACHINES),
    Page("sitemap_section", ONE, unlisted=MACHINES),
    Page("robots_txt", ONE, unlisted=MACHINES),
    Page("security_txt", ONE, unlisted=MACHINES),
    Page("record_head", ONE, unlisted=MACHINES),
    Page("infobutton", ONE, unlisted="for the record systems of hospitals: see docs/infobutton.md"),
    Page("api_root", ONE, unlisted=DATA),
    Page("api_openapi", ONE, unlisted=DATA),
    Page("api_article_list", ONE, unlisted=DATA),
    Page("api_article_detail", ONE, unlisted=DATA),
    Page("api_article_csl", ONE, unlisted=DATA),
    Page("api_article_ris", ONE, unlisted=DATA),
    Page("api_organization_list", ONE, unlisted=DATA),
    Page("api_organization_detail", ONE, unlisted=DATA),
    Page("api_survey_list", ONE, unlisted=DATA),
    Page("api_survey_detail", ONE, unlisted=DATA),
    Page("api_search", ONE, unlisted=DATA),
    Page("api_glossary", ONE, unlisted=DATA),
    Page("api_record", ONE, unlisted=DATA),
)
