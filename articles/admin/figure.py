"""Figures: a picture with its words, where it is used, and another picture in its place."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.content import PictureFile, encode, placed_figures
from articles.models import Figure, Section
from articles.pictures import PictureRefused, draft_address, keep_picture, read_picture

from .shared import SharedAdmin


class FigureForm(forms.ModelForm):
    """`new_picture` is what is kept of the file that was sent, None without one."""

    picture = forms.FileField(
        required=False,
        help_text=gettext_lazy(
            "SVG, PNG, JPEG, WebP or AVIF. Write the labels of a drawing as text. "
            "A file that is sent takes the place of the one before, wherever the figure is used."
        ),
        label=gettext_lazy("Picture"),
    )

    class Meta:
        model = Figure
        fields = (
            "key", "caption", "alternative", "decorative", "description", "credit", "licence", "language",
        )  # fmt: skip

    new_picture = None

    def clean_picture(self):
        sent = self.cleaned_data["picture"]
        if sent is None and not self.instance.files:
            raise forms.ValidationError(_("Choose the file of the picture."))
        if sent:
            try:
                self.new_picture = read_picture(sent.read())
            except PictureRefused as refused:
                raise forms.ValidationError(str(refused)) from refused
        return sent


class UseFilter(admin.SimpleListFilter):
    title = gettext_lazy("use")
    parameter_name = "used"

    def lookups(self, request, model_admin):
        return [("yes", _("in a text")), ("no", _("in no text"))]

    def queryset(self, request, queryset):
        if self.value() not in {"yes", "no"}:
            return queryset
        bodies = Section.objects.filter(body__contains="[figure:").values_list("body", flat=True)
        used = {key for body in bodies for key in placed_figures(body)}
        return queryset.filter(key__in=used) if self.value() == "yes" else queryset.exclude(key__in=used)


@admin.register(Figure)
class FigureAdmin(SharedAdmin):
    form = FigureForm
    fixed_once_saved = ("key",)
    list_display = ["key", "caption", "alternative", "credit", "licence"]
    list_filter = [UseFilter]
    search_fields = ["key", "caption", "alternative", "description"]
    readonly_fields = ["shown", "labels"]
    fieldsets = [
        (None, {"fields": ["key", "picture", "shown", "labels"]}),
        (
            gettext_lazy("Words"),
            {"fields": ["caption", "alternative", "decorative", "description", "language"]},
        ),
        (gettext_lazy("Rights"), {"fields": ["credit", "licence"]}),
    ]

    @admin.display(description=gettext_lazy("as readers see it"))
    def shown(self, figure):
        if not figure.files:
            return _("No picture yet.")
        file = PictureFile(**figure.files[0])
        digest, _dot, ending = file.name.partition(".")
        address = draft_address(reverse("picture", args=[digest, ending]), file.name)
        return format_html(
            '<img src="{}" alt="{}" width="400">',
            address,
            figure.alternative or _("the picture of this figure"),
        )

    @admin.display(description=gettext_lazy("labels in the drawing"))
    def labels(self, figure):
        return "; ".join(figure.words) or _("None.")

    def save_model(self, request, obj, form, change):
        if form.new_picture:
            keep_picture(form.new_picture)
            obj.files = [encode(file) for file, _data in form.new_picture.files]
            obj.words, obj.faint = list(form.new_picture.words), list(form.new_picture.faint)
            if form.new_picture.left_out:
                left_out = ", ".join(form.new_picture.left_out)
                self.message_user(
                    request,
                    _("Left out of the drawing because it isn't allowed there: %(left_out)s.")
                    % {"left_out": left_out},
                    "warning",
                )
        super().save_model(request, obj, form, change)
