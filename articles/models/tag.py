from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from articles.content.letters import look

# The longest that a name becomes if no letter of it is spelt out in more than three.
LONGEST_LOOK = 300
SAME_NAME = _("There is “%s” already, which differs only in capitals or looks the same.")


def same_name(name: str) -> str:
    """What two names have in common that look the same, but for capitals: the one rule for "the same tag".

    The dot of a Turkish capital İ goes, too: whether it makes another letter depends on who writes it small.
    """
    return look(name).replace("i\u0307", "i")[:LONGEST_LOOK]


def row_named(model: type[models.Model], name: str):
    """The category or tag with the same name, or None."""
    return model.objects.filter(look=same_name(name)).first()


def refuse_same_name(row):
    """Raises ValidationError, at the field name, if another row of the model has the same name."""
    taken = row_named(type(row), row.name)
    if taken and taken.pk != row.pk:
        raise ValidationError({"name": SAME_NAME % taken.name})


class LookField(models.CharField):
    """same_name of the row's name: written with the row by whatever way, so that the database refuses two of
    them by the rule that Python has."""

    def pre_save(self, row, add):
        setattr(row, self.attname, same_name(row.name))
        return super().pre_save(row, add)


class Category(models.Model):
    name = models.CharField(max_length=100, unique=True)
    look = LookField(max_length=LONGEST_LOOK, unique=True, editable=False)
    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True)
    description = models.TextField(blank=True)
    # Name and text by language: {"es": {"name": ..., "text": ...}}. The same for tags and terms.
    translations = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = _("categories")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("category_detail", args=[self.slug])

    def clean(self):
        refuse_same_name(self)


class Tag(TagBase):
    look = LookField(max_length=LONGEST_LOOK, unique=True, editable=False)
    description = models.TextField(blank=True)
    translations = models.JSONField(default=dict, blank=True)
    synonyms = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["name"]

    def get_absolute_url(self):
        return reverse("tag_detail", args=[self.slug])

    def clean(self):
        refuse_same_name(self)


class TagAlias(models.Model):
    """A name or an address that a tag had before; its page leads to the tag."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = _("tag aliases")

    def __str__(self):
        return self.name


class TaggedArticle(ItemBase):
    """A tag of a working copy."""

    content_object = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="tagged")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged_articles")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="tag_once_an_article")]


class TaggedEdition(models.Model):
    """A tag under which visitors find an edition: an index row that publishing writes."""

    edition = models.ForeignKey("articles.Edition", on_delete=models.CASCADE, related_name="tagged")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged_editions")
    # As the live edition has them, so that the pages of a tag stand in the order of an index.
    list_language = models.CharField(max_length=10, editable=False)
    title_key = models.BinaryField(editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "tag"], name="tag_once_an_edition")]
        indexes = [models.Index(fields=["tag", "list_language", "title_key"], name="tagged_by_title")]

    def __str__(self):
        return f"{self.edition}: {self.tag}"
