"""The form of an article's own fields."""

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.validators import ProhibitNullCharactersValidator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from taggit.utils import parse_tags

from articles.models import Article, Tag
from articles.models.tag import same_name
from articles.working_copy.shared_rows import free_slug, rows_by_name
from cancerinfo.web.languages import direction

from .fields import CodesField, LinesField


class TagsWidget(forms.SelectMultiple):
    """Tags by autocomplete; a word that isn't a tag yet becomes one. Values are names, in any case."""

    def __init__(self, attrs=None):
        super().__init__(
            attrs={
                "class": "admin-autocomplete",
                "data-ajax--url": "",
                "data-tags": "true",
                "data-app-label": "articles",
                "data-model-name": "article",
                "data-field-name": "tags",
                **(attrs or {}),
            }
        )

    def get_context(self, name, value, attrs):
        self.choices = [(tag, tag) for tag in value or []]
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-ajax--url"] = reverse("admin:articles_article_tags")
        return context


class TagsField(forms.Field):
    """Names of tags, each once in any case; the spelling of a tag that exists wins over a former one."""

    widget = TagsWidget

    def prepare_value(self, value):
        if isinstance(value, str):
            return parse_tags(value)
        return sorted(getattr(tag, "name", tag) for tag in value or [])

    def to_python(self, value):
        names = parse_tags(value) if isinstance(value, str) else (value or [])
        wanted = {same_name(name): name.strip() for name in names if name.strip()}
        for name in wanted.values():
            ProhibitNullCharactersValidator()(name)
        too_long = [name for name in wanted.values() if len(name) > 100]
        if too_long:
            raise forms.ValidationError(
                _("A tag has at most 100 characters: “%(too_long)s…”.") % {"too_long": too_long[0][:60]}
            )
        known = dict(Tag.objects.filter(look__in=wanted).values_list("look", "name"))
        if unknown := wanted.keys() - known.keys():
            # By a former name, or new.
            known |= {look: tag.name for look, tag in rows_by_name(Tag, unknown).items()}
        return sorted({known.get(look, name) for look, name in wanted.items()})

    def has_changed(self, initial, data):
        named = self.prepare_value(initial)
        if named == self.prepare_value(data):
            return False
        try:
            return named != self.to_python(data)
        except forms.ValidationError:
            return True


CONFLICT = gettext_lazy(
    "Somebody else saved this article while you had it open. Your version isn't saved yet."
)
RESTORED = gettext_lazy("This text was restored and is not saved yet.")
# The words that readers see.
IN_LANGUAGE = {"title", "main_message", "summary", "aim", "disclaimer", "funding", "change_note", "aliases"}
TEXT_ROWS = {"main_message": 3, "summary": 2, "aim": 2, "disclaimer": 3, "funding": 2, "change_note": 2}


TOLD = gettext_lazy(
    " These are the words of edition {}: once the text changes, write here what changed this time."
)


def _told_by(article) -> int | None:
    """The number of the newest edition that told readers of its change in the words of this working copy."""
    if not article.pk or not article.change_note:
        return None
    told = article.editions.filter(note=article.change_note.strip()).order_by("-number")
    return told.values_list("number", flat=True).first()


class ArticleForm(forms.ModelForm):
    tags = TagsField(
        required=False,
        help_text=gettext_lazy("Type a tag and press Enter. Two tags can't differ only in capitals."),
        label=gettext_lazy("Tags"),
    )
    aliases = LinesField(
        label=gettext_lazy("Other names"),
        help_text=gettext_lazy("Other names for the subject, for search. One per line."),
    )
    codes = CodesField()

    #: What another editor stored meanwhile, if this form was filled in over an older text.
    conflict = None
    #: Whether the data is a draft of the browser, to be shown and not saved.
    is_restored = False

    class Meta:
        model = Article
        fields = ()
        widgets = {name: AdminTextareaWidget(attrs={"rows": rows}) for name, rows in TEXT_ROWS.items()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # What is saved in another language is written and spelt in it, from right to left where it is.
        for name in IN_LANGUAGE & self.fields.keys():
            language = self.instance.language
            self.fields[name].widget.attrs |= {"lang": language, "dir": direction(language)}
        if "title" in self.fields and not self.instance.pk:
            self.fields["title"].widget.attrs["autofocus"] = True
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if "change_note" in self.fields and (number := _told_by(self.instance)):
            self.fields["change_note"].help_text += TOLD.format(number)
        if "disclaimer" in self.fields and not self.instance.pk:
            self.fields["disclaimer"].initial = settings.DEFAULT_DISCLAIMER
        if "licence" in self.fields and not self.instance.pk:
            self.fields["licence"].initial = settings.DEFAULT_LICENCE

    def _save_m2m(self):
        # Saving tags asks for each of them.
        if "tags" not in self.changed_data:
            self.cleaned_data.pop("tags", None)
        super()._save_m2m()

    def clean_aliases(self):
        return sorted(set(self.cleaned_data["aliases"]))

    def clean_slug(self):
        slug = self.cleaned_data.get("slug")
        if slug or not self.cleaned_data.get("title"):
            return slug
        title = self.cleaned_data["title"]
        others = Article.objects.exclude(pk=self.instance.pk)
        taken = others.filter(slug__startswith=free_slug(title, set(), 200)).values_list("slug", flat=True)
        return free_slug(title, set(taken), 200)

    def clean(self):
        data = super().clean()
        if self.conflict is not None:
            raise forms.ValidationError(CONFLICT, code="conflict")
        if self.is_restored:
            raise forms.ValidationError(RESTORED, code="restored")
        return data
