"""The list of all articles from A to Z, with topics and other names among them, or by date of review."""

from dataclasses import dataclass, field
from urllib.parse import quote

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import LiveCount, LiveEdition, LiveRecord, OtherName
from articles.text.title_order import letter_of, sort_text, title_key
from cancerinfo.web.public_pages import public_page, text_parameter

from .lists import counts_of, in_title_order, list_page, listed, live_tags
from .onward import Stretch, stretch_of


@require_safe
@public_page
def article_list(request):
    """All articles from A to Z, or those under one letter, or with the last reviewed first."""
    asked = text_parameter(request, "letter", 1)
    letter = letter_of(asked) if asked else ""
    by_review = request.GET.get("order") == "reviewed"
    topics = [] if by_review else sorted(live_tags().select_related("text"), key=in_title_order)
    rows = listed().filter(letter=letter) if letter else listed()
    chosen = "order=reviewed" if by_review else f"letter={quote(letter)}" if letter else ""
    page = stretch_of(request, rows, "-review_key" if by_review else "title_key", iter, chosen)
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
        page=page,
        groups=[] if by_review else groups_of(page, letter, topics),
        letter=letter,
        letters=[] if by_review else live_letters(topics),
        by_review=by_review,
    )


@dataclass
class LetterGroup:
    """What stands under a letter: topics, articles, and other names, each with what it leads to."""

    letter: str
    topics: list[LiveRecord] = field(default_factory=list)
    editions: list[LiveEdition] = field(default_factory=list)
    others: dict[str, tuple[str, list[LiveRecord | LiveEdition]]] = field(default_factory=dict)

    def lead(self, name: str, to: LiveRecord | LiveEdition):
        self.others.setdefault(sort_text(name), (name, []))[1].append(to)

    @property
    def names(self) -> list[tuple[str, list[LiveRecord | LiveEdition]]]:
        return [self.others[text] for text in sorted(self.others)]


def groups_of(page: Stretch, letter: str, topics: list[LiveRecord]) -> list[LetterGroup]:
    """The letters of a page of the list, with what stands under each.

    Topics and their synonyms stand where the list begins: under the letter that was asked for, or under all
    if they fit a page.
    """
    groups: dict[str, LetterGroup] = {}

    def group(under: str) -> LetterGroup:
        return groups.setdefault(under, LetterGroup(under))

    for tag in topics if not page.previous and (letter or not page.next) else ():
        if letter in ("", letter_of(tag.own_name)):
            group(letter_of(tag.own_name)).topics.append(tag)
        for word in tag.own_synonyms:
            if letter in ("", letter_of(word)):
                group(letter_of(word)).lead(word, tag)
    for name in other_names(page, letter):
        group(name.letter).lead(name.name, name.live)
    for live in page.editions:
        group(live.letter).editions.append(live)
    return [groups[each] for each in sorted(groups, key=letter_place)]


def other_names(page: Stretch, letter: str) -> QuerySet[OtherName]:
    """The other names that come between the first article of a page and that of the next page."""
    names = (
        OtherName.objects.filter(list_language=get_language()).select_related("live").order_by("title_key")
    )
    if letter:
        names = names.filter(letter=letter)
    if page.previous:
        names = names.filter(title_key__gte=bytes(page.editions[0].title_key))
    if page.next:
        # Asked for by itself: an end that PostgreSQL doesn't know when it plans had it read all names.
        after = LiveEdition.objects.in_language(get_language()).order_by("title_key")
        after = after.filter(title_key__gt=bytes(page.editions[-1].title_key))
        if end := after.values_list("title_key", flat=True).first():
            names = names.filter(title_key__lt=bytes(end))
    return names


def letter_place(letter: str) -> bytes:
    return title_key(letter, 0)


def live_letters(topics: list[LiveRecord]) -> list[str]:
    """The letters that visitors find an article, a topic or another name under, from A to Z."""
    words = (word for tag in topics for word in (tag.own_name, *tag.own_synonyms))
    return sorted({*counts_of(LiveCount.Kind.LETTER), *map(letter_of, words)}, key=letter_place)
