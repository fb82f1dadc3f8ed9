"""The form that takes an older edition back into the working copy, and shows what that would change."""

from django import forms
from django.db.models import QuerySet
from django.utils.functional import cached_property

from articles import publishing
from articles.editions.changes import Change, changes_between
from articles.models import Article, Edition
from articles.text.days import day_words

from .act_forms import ActForm


def other_editions(article: Article) -> QuerySet[Edition]:
    """The editions that say something else than the working copy, the newest first."""
    return article.editions.exclude(digest=article.digest).defer("rendered").order_by("-number")


class EditionField(forms.ModelChoiceField):
    """An edition by its number, its day and what it changed."""

    def label_from_instance(self, edition):
        note = f": {edition.note}" if edition.note else ""
        return f"{edition.number}, {day_words(edition.published_at)}, {edition.get_change_display()}{note}"


class RestoreForm(ActForm):
    name = "restore"
    permission = "articles.change_article"
    title = "Restore an edition"
    button = "Take it into the working copy"
    explanation = "The working copy becomes what that edition said. Visitors see it when it is published."
    done = "The working copy now says what that edition said."

    edition = EditionField(Edition.objects.none(), empty_label=None)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = other_editions(self.article).defer("content", "rendered")

    @cached_property
    def differences(self) -> list[tuple[Edition, list[Change]]]:
        """Each edition that can be chosen, with what it would change in the working copy."""
        content = self.article.content()
        return [
            (edition, list(changes_between(content, edition.article_content())))
            for edition in other_editions(self.article)
        ]

    def act(self, seen_digest, edition):
        publishing.restore(self.article, self.user, Edition.objects.get(pk=edition.pk))
