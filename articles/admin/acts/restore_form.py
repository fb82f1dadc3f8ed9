"""The form that takes an earlier text back into the working copy, and shows what that would change."""

from dataclasses import dataclass

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import publishing
from articles.editions.changes import Change, changes_between
from articles.models import Article, Edition, KeptText
from articles.text.days import day_words, moment_words

from .act_forms import ActForm


@dataclass(frozen=True)
class EarlierText:
    """A text that can be taken back, as the form names it: what an edition says, or what an editor left."""

    key: str
    label: str
    text: Edition | KeptText


def has_earlier_texts(article: Article) -> bool:
    """Whether anything else was kept than what the working copy says."""
    return any(texts.exists() for texts in _others(article))


def earlier_texts(article: Article) -> list[EarlierText]:
    """All that say something else than the working copy, each text once, the newest first. What one says is
    read when it's asked for."""
    editions, left = _others(article)
    published = [
        EarlierText(f"edition-{edition.pk}", _edition_label(edition), edition)
        for edition in editions.defer("content", "rendered").order_by("-number")
    ]
    digests = {each.text.digest for each in published}
    between = [
        EarlierText(f"left-{each.pk}", _left_label(each), each)
        for each in left.select_related("left_by").defer("content")
        if each.digest not in digests
    ]
    return sorted([*published, *between], key=lambda each: _moment(each.text), reverse=True)


def _others(article: Article):
    return article.editions.exclude(digest=article.digest), article.kept_texts.exclude(digest=article.digest)


def _moment(text: Edition | KeptText):
    return text.published_at if isinstance(text, Edition) else text.left_at


def _edition_label(edition: Edition) -> str:
    note = f": {edition.note}" if edition.note else ""
    day = day_words(edition.published_at)
    said = _("Edition %(number)s, %(day)s, %(change)s") % {
        "number": edition.number,
        "day": day,
        "change": edition.get_change_display(),
    }
    return said + note


def _left_label(left: KeptText) -> str:
    moment = moment_words(left.left_at)
    if left.left_by:
        return _("As saved by %(who)s on %(moment)s") % {"who": left.left_by, "moment": moment}
    return _("As saved on %(moment)s") % {"moment": moment}


class RestoreForm(ActForm):
    name = "restore"
    permission = "articles.change_article"
    title = gettext_lazy("Go back to an earlier text")
    button = gettext_lazy("Take it into the working copy")
    explanation = gettext_lazy(
        "The working copy becomes what that text says; what it says now is kept. Visitors see it when it is "
        "published."
    )
    done = gettext_lazy("The working copy now says what that text said.")

    text = forms.ChoiceField(label=gettext_lazy("Text"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].choices = [(each.key, each.label) for each in self.texts]
        if not self.texts:
            self.fields["text"].help_text = _("No other text of this article has been kept yet.")

    @cached_property
    def texts(self) -> list[EarlierText]:
        return earlier_texts(self.article)

    @cached_property
    def compared(self) -> EarlierText | None:
        """The text that is chosen, at first the newest. One is compared at a time, however many there are."""
        key = self["text"].value()
        return next((each for each in self.texts if each.key == key), self.texts[0] if self.texts else None)

    @cached_property
    def changes(self) -> list[Change]:
        """What the chosen text would change in the working copy."""
        if self.compared is None:
            return []
        return list(changes_between(self.article.content(), self.compared.text.article_content()))

    def act(self, seen_digest, text):
        [chosen] = [each.text for each in self.texts if each.key == text]
        publishing.restore(self.article, self.user, chosen)
