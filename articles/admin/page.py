"""What every page of the editors' desk has in common."""

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.db import models
from django.http import QueryDict
from js_asset import Media, Script

from articles.content.letters import as_kept

from .odd_requests import CarefulAdmin

# Parts of the admin in whose place ours stand, by the beginning of their paths.
REPLACED = (
    "admin/js/vendor/select2/", "admin/css/vendor/select2/", "admin/js/autocomplete.js",
    "admin/css/autocomplete.css", "admin/js/admin/RelatedObjectLookups.js", "admin/js/actions.js",
)  # fmt: skip
OURS = Media(
    js=[
        Script(f"cancerinfo/admin/{name}.js", type="module", fetchpriority="low")
        for name in ("choose", "new_record")
    ]
)


class DeskList(ChangeList):
    """A list that says which filters are on."""

    @property
    def filters_on(self) -> list[tuple[str, str]]:
        """(name of a filter, what is chosen of it), of those that leave rows out."""
        on = []
        for spec in self.filter_specs:
            given = [
                self.filter_params[name] for name in spec.expected_parameters() if name in self.filter_params
            ]
            if given:
                chosen = [str(choice["display"]) for choice in spec.choices(self) if choice["selected"]]
                on.append((str(spec.title), ", ".join(chosen) or given[0][-1]))
        return on


class DeskAdmin(CarefulAdmin):
    """An admin whose scripts carry the page's nonce and whose texts come as the database keeps them. Browsers
    send "\\r\\n", which would make an untouched text look edited."""

    list_per_page = 50
    show_full_result_count = False
    #: Beginnings of the paths of scripts and styles of the admin that the form does without.
    left_out_of_form = REPLACED
    formfield_overrides = {models.URLField: {"assume_scheme": "https", "widget": AdminURLFieldWidget}}

    def get_changelist(self, request, **kwargs):
        return DeskList

    def changeform_view(self, request, *args, **kwargs):
        if request.method == "POST":
            request.POST = posted_as_kept(request.POST)
        return super().changeform_view(request, *args, **kwargs)

    def render_change_form(self, request, context, *args, **kwargs):
        # Before Django 6.1 the admin gives its media no nonce, and the editor's import map needs one.
        media = without(context["media"], self.left_out_of_form) + OURS
        context["media"] = Media.from_media(media, nonce=str(request.csp_nonce))
        return super().render_change_form(request, context, *args, **kwargs)


def without(media: forms.Media, beginnings: tuple[str, ...]) -> Media:
    """The media without those whose path begins so."""

    def kept(assets):
        return [asset for asset in assets if not str(getattr(asset, "path", asset)).startswith(beginnings)]

    css = {medium: kept(assets) for medium, assets in media._css.items()}
    return Media.from_media(media)["importmap"] + Media(css=css, js=kept(media._js))


class ValuesFilter(admin.AllValuesFieldListFilter):
    """A filter by the values that there are; a link must have words, also that of the empty value."""

    def choices(self, changelist):
        for choice in super().choices(changelist):
            yield {**choice, "display": choice["display"] or "(empty)"}


class ReadOnlyAdmin(DeskAdmin):
    """Rows that acts write. The desk shows them and changes nothing."""

    actions = None

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def posted_as_kept(post: QueryDict) -> QueryDict:
    """The same form data with "\\n" at the end of lines, composed letters, and no hidden ones."""
    plain = QueryDict(mutable=True)
    for name, values in post.lists():
        plain.setlist(name, [as_kept(value.replace("\r\n", "\n").replace("\r", "\n")) for value in values])
    return plain
