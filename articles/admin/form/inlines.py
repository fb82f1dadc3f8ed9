"""What hangs on an article and is edited on its page."""

from copy import deepcopy
from functools import cache

from django import forms
from django.contrib import admin
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.forms.utils import ErrorDict
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.odd_requests import KeySelect, is_key
from articles.content import KINDS
from articles.importing.purposes import purpose_of
from articles.models import (
    Article,
    ArticleAuthor,
    ArticleOrganization,
    Contributor,
    RelatedEdition,
    Section,
    SeeAlso,
)
from articles.publishing.planned_related import may_decide
from articles.rendering import without_struck
from articles.text.struck import sentence
from cancerinfo.web.languages import direction

from .document import FIELD, DocumentSection, join_document
from .editor import BodyField, DocumentWidget
from .mistakes import sentences

# What is left empty is not saved.
SECTIONS_AT_FIRST = 1
# The place of a section that has none yet.
LAST = 10_000


def own_contributor(request) -> Contributor | None:
    """Who the person at the desk is to readers, asked once a request."""
    if not hasattr(request, "own_contributor"):
        request.own_contributor = Contributor.objects.filter(user=request.user).first()
    return request.own_contributor


def outline(request) -> list[dict]:
    """The sections with which a new article of the kind that was chosen begins."""
    kind = KINDS.get(request.GET.get("kind", ""))
    return [{"purpose": purpose} for purpose in kind.outline] if kind else []


class ChosenSelect(KeySelect):
    """A choice by autocomplete whose only option is the row that is chosen. Rows that were read with those of
    the form (`chosen`, by primary key) are not asked for again."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.chosen: dict[str, models.Model] = {}

    def optgroups(self, name, value, attr=None):
        keys = [key for key in value if key]
        if not self.chosen.keys() >= set(keys):
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        for key in keys:
            label = self.choices.field.label_from_instance(self.chosen[key])
            options.append(self.create_option(name, self.chosen[key].pk, label, True, len(options)))
        return [(None, options, 0)]


class SharedFields(dict):
    """The fields of a form's class, which its forms take as they are. Django copies them for each form."""

    def __deepcopy__(self, memo):
        return dict(self)


class RowFormSet(BaseInlineFormSet):
    """Rows of an inline, which share their fields: copies would take longer than all else of a row."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.form.base_fields = SharedFields(deepcopy(self.form.base_fields))

    # Django makes it anew each time that it is asked for, and a page asks often.
    empty_form = cached_property(BaseInlineFormSet.empty_form.fget)

    def clean(self):
        super().clean()
        if repeated := self.written_meanwhile():
            raise forms.ValidationError(
                [
                    _("%(row)s is already on this page: it was saved after you opened the form.")
                    % {"row": row}
                    for row in repeated
                ]
            )

    def written_meanwhile(self) -> list[models.Model]:
        """Stored rows that the form doesn't know and that a new row of it repeats. Django compares a row
        with those of the form only, since the article isn't one of the form's fields. Django 6.1 compares it
        with all, but doesn't say that somebody saved meanwhile."""
        changed = [form for form in self.extra_forms if form.has_changed()]
        new = [form.instance for form in changed if form.errors.keys() <= {NON_FIELD_ERRORS}]
        if not (new and self.model._meta.total_unique_constraints):
            return []
        known = {form.instance.pk for form in self.initial_forms}
        others = [row for row in self.queryset.all() if row.pk not in known]
        return [row for row in others if any(is_repeated(row, by) for by in new)]


def is_repeated(row: models.Model, by: models.Model) -> bool:
    """Whether two rows of one parent can't both be stored."""
    return any(
        all(getattr(row, field) == getattr(by, field) for field in constraint.fields)
        for constraint in row._meta.total_unique_constraints
    )


class RowInline(admin.TabularInline):
    """Rows that name something, which the inline's queryset reads with them."""

    formset = RowFormSet
    template = "admin/articles/article/rows.html"
    extra = 0

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = ChosenSelect(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class OrderedFormSet(RowFormSet):
    """Rows with an `order`. One that has none yet stands where it is on the page."""

    def clean(self):
        super().clean()
        for i, form in enumerate(self.forms):
            if not hasattr(form, "cleaned_data") or form.is_as_stored or form.is_to_go:
                continue
            if form.cleaned_data.get("order") is None:
                form.instance.order = i


class RowForm(forms.ModelForm):
    """A row of an inline. One that comes back as it is stored isn't checked again: each would cost the
    database several questions, and of the rows of a form most are untouched."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", None)
            chosen = self.instance._state.fields_cache.get(name)
            if chosen is not None and isinstance(widget, ChosenSelect):
                widget.chosen[str(chosen.pk)] = chosen

    @property
    def is_as_stored(self) -> bool:
        return self.is_bound and self.instance.pk is not None and not self.has_changed()

    @property
    def is_to_go(self) -> bool:
        """Whether it is a stored row that the editor deletes. What else was sent of it changes nothing."""
        return bool(self.instance.pk and self.is_bound and self.data.get(self.add_prefix("DELETE")))

    def full_clean(self):
        if self.is_as_stored or self.is_to_go:
            self._errors = ErrorDict(renderer=self.renderer)
            self.cleaned_data = {"DELETE": True} if self.is_to_go else {}
        else:
            super().full_clean()


class OrderedForm(RowForm):
    order = forms.IntegerField(
        required=False, min_value=0, max_value=9999, widget=forms.NumberInput(attrs={"class": "order"})
    )

    @cached_property
    def changed_data(self):
        """The script numbers all rows: a place alone does not make an empty row a new one."""
        changed = super().changed_data
        return [] if changed == ["order"] and not self.instance.pk else changed


class OrderedInline(RowInline):
    form = OrderedForm
    formset = OrderedFormSet
    ordering = ["order", "pk"]


class SectionForm(OrderedForm):
    """A section. A new one whose purpose nobody chose gets the one that its heading tells.

    Once it was cleaned, `left_out` says what of the body was struck out or hidden, and was not taken.
    """

    body = BodyField(required=False)

    class Meta:
        model = Section
        fields = ["order", "heading", "level", "purpose", "urgency", "body"]

    @cached_property
    def changed_data(self):
        """A purpose from the outline of a new page makes no section: that takes a heading or a text."""
        changed = super().changed_data
        return changed if self.instance.pk or {"heading", "body"} & set(changed) else []

    def clean(self):
        cleaned = super().clean()
        if not self.instance.pk and "purpose" not in self.changed_data:
            cleaned["purpose"] = purpose_of(cleaned.get("heading", ""))
        self.left_out = sentence(without_struck(self.data.get(self.add_prefix("body"), ""))[1])
        return cleaned


class SectionFormSet(OrderedFormSet):
    """Sections, which a page shows as one document."""

    @property
    def kept_forms(self) -> list[forms.ModelForm]:
        """The sections that aren't to be deleted."""
        return [form for form in self.forms if not form.is_to_go]

    @property
    def mistakes(self) -> list[str]:
        """What is wrong with the sections, each with the heading of its section."""
        if not self.is_bound:
            return []
        return [f"{_name(form)}: {mistake}" for form in self.kept_forms for mistake in sentences(form)]

    @property
    def sections(self) -> list[DocumentSection]:
        """The sections in their order, as they are stored or else as the form was sent."""
        return [
            section
            for _number, section in sorted(map(_document_section, self.kept_forms), key=lambda each: each[0])
        ]

    @property
    def document(self) -> SafeString:
        """The field in which the text is written."""
        language = self.instance.language
        attributes = {"id": f"id_{FIELD}", "rows": 30, "lang": language, "dir": direction(language)}
        return _document_widget().render(FIELD, join_document(self.sections), attributes)


def _name(form) -> str:
    heading = Truncator(form.data.get(form.add_prefix("heading"), "")).chars(60)
    return f"“{heading}”" if heading else _("A section without a heading")


@cache
def _document_widget() -> DocumentWidget:
    fields = SectionForm.base_fields
    names = ("purpose", "urgency")
    return DocumentWidget(
        {name: [(value, gettext_lazy(str(said))) for value, said in fields[name].choices] for name in names}
    )


def _document_section(form) -> tuple[int, DocumentSection]:
    """A section and its place, as the form was sent or else as it is stored."""
    names = ("order", "level", "heading", "purpose", "urgency", "body")
    if form.is_bound:
        said = {name: form.data.get(form.add_prefix(name), "") for name in names}
    else:
        said = {name: form.initial.get(name, "") for name in names}
    order, level = str(said.pop("order")), str(said.pop("level"))
    section = DocumentSection(identity=str(form.instance.pk or ""), level=3 if level == "3" else 2, **said)
    return int(order) if is_key(order) else LAST, section


class SectionInline(admin.StackedInline):
    model = Section
    form = SectionForm
    formset = SectionFormSet
    template = "admin/articles/article/sections.html"
    fields = ["order", "heading", ("level", "purpose", "urgency"), "body"]
    ordering = ["order", "pk"]

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else len(outline(request)) or SECTIONS_AT_FIRST


class AuthorInline(OrderedInline):
    model = ArticleAuthor
    fields = ["contributor", "order"]
    autocomplete_fields = ["contributor"]
    verbose_name_plural = gettext_lazy("authors")

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj or not own_contributor(request) else 1

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("contributor")


class OrganizationInline(OrderedInline):
    model = ArticleOrganization
    fields = ["organization", "order"]
    autocomplete_fields = ["organization"]
    verbose_name_plural = gettext_lazy("help organizations")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organization")


class SeeAlsoForm(OrderedForm):
    title = forms.CharField(
        max_length=300, required=False, help_text=gettext_lazy("May be left empty if an article is chosen.")
    )

    class Meta:
        model = SeeAlso
        fields = ["target", "title", "order"]

    def clean(self):
        data = super().clean()
        target, title = data.get("target"), data.get("title", "")
        if not target and title:
            target = Article.objects.in_use().filter(title__iexact=title).order_by("pk").first()
            data["target"] = target
        if not title and target:
            data["title"] = target.title
        if not data.get("title"):
            raise forms.ValidationError(
                _("Choose an article, or give the title of one that is still to be written.")
            )
        return data


class SeeAlsoInline(OrderedInline):
    model = SeeAlso
    form = SeeAlsoForm
    fk_name = "article"
    fields = ["target", "title", "order"]
    autocomplete_fields = ["target"]
    verbose_name = gettext_lazy("link to another article")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("target")


class RelatedForm(RowForm):
    def clean_other(self):
        """The article chosen, which the article of the page can't be: the database refuses that too, but
        Django doesn't ask it, since the article isn't one of the form's fields."""
        other = self.cleaned_data["other"]
        if other.pk == self.instance.article_id:
            raise forms.ValidationError(_("An article isn't related to itself: choose another one."))
        return other


class RelatedInline(RowInline):
    """Suggestions that the last publication computed, and what editors pin or block."""

    model = RelatedEdition
    form = RelatedForm
    fk_name = "article"
    fields = ["other", "pinned", "blocked", "why"]
    readonly_fields = ["why"]
    autocomplete_fields = ["other"]
    verbose_name = gettext_lazy("related article")
    verbose_name_plural = gettext_lazy("related articles")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("article", "other")

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and self.may_decide(request, obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self.may_decide(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self.may_decide(request, obj)

    def may_decide(self, request, article):
        return article is None or may_decide(article, request.user)

    @admin.display(description=gettext_lazy("why"))
    def why(self, row):
        return "; ".join(row.reasons) if row.pk else _("added by hand")
