from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.content import FigureContent, PictureFile, encode, scalar_fields


class Figure(models.Model):
    """A picture with its words. A text places it with [figure:key]."""

    key = models.SlugField(
        max_length=120,
        unique=True,
        allow_unicode=True,
        help_text=gettext_lazy("Placed in a text as [figure:key]."),
    )
    caption = models.TextField(
        blank=True,
        help_text=gettext_lazy("A sentence or two below the picture. Cite sources as in a text: [@key]."),
    )
    alternative = models.CharField(
        gettext_lazy("text alternative"),
        max_length=500,
        blank=True,
        help_text=gettext_lazy("What the picture shows, in a sentence or two, for those who don't see it."),
    )
    decorative = models.BooleanField(
        default=False,
        help_text=gettext_lazy("It says nothing that the text doesn't say; screen readers pass over it."),
    )
    description = models.TextField(
        gettext_lazy("picture in words"),
        blank=True,
        help_text=gettext_lazy("All that the picture says, its labels and steps too, one paragraph a line."),
    )
    credit = models.CharField(
        max_length=300,
        blank=True,
        help_text=gettext_lazy("Who made it, and where it comes from. May cite: [@key]."),
    )
    licence = models.CharField(max_length=100, blank=True, help_text=gettext_lazy("Such as CC BY 4.0."))
    language = models.CharField(
        max_length=10,
        blank=True,
        help_text=gettext_lazy("Of the words inside the picture, such as en, if it has any."),
    )
    files = models.JSONField(default=list, editable=False)
    words = models.JSONField(gettext_lazy("labels in the drawing"), default=list, editable=False)
    faint = models.JSONField(gettext_lazy("labels that are hard to read"), default=list, editable=False)

    class Meta:
        ordering = ["key"]

    def __str__(self):
        return self.key

    def content(self) -> FigureContent:
        return FigureContent(
            **{name: getattr(self, name) for name in FIGURE_FIELDS},
            files=tuple(PictureFile(**file) for file in self.files),
            words=tuple(self.words),
            faint=tuple(self.faint),
        )

    @classmethod
    def of(cls, content: FigureContent) -> _("Figure"):
        """An unsaved row with what the content says."""
        return cls(**encode(content))


FIGURE_FIELDS = scalar_fields(FigureContent)
