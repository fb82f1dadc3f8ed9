from collections.abc import Callable

from django.db import migrations, models

from articles.models import raising, triggers
from articles.models.deflated_json import DeflatedJSONField, deflate

# Model, column, whether it may be empty, help text.
COLUMNS = (
    ("edition", "rendered", False, "The page as it was drawn: see articles.rendering.RenderedArticle."),
    ("signoff", "content", False, "The text that was read, for comparison with later ones."),
    ("invitation", "content", False, "The text that the expert reads, whatever editors change in the meantime."),
    ("invitation", "page", True, "What the expert read: see articles.publishing.reviewed_page."),
)


def copying(model: str, before: str, after: str) -> Callable:
    def copy(apps, schema_editor):
        deflate(apps.get_model("articles", model), before, after)

    return copy


def steps(model: str, name: str, blank: bool, help_text: str) -> list:
    """A column beside the old one, filled, takes its place; backwards likewise, with the old kind."""
    plain = models.JSONField(null=True, blank=blank, help_text=help_text)
    packed = DeflatedJSONField(null=True, blank=blank, help_text=help_text)
    made = f"{name}_deflated"
    found = [
        migrations.AddField(model, made, packed),
        migrations.RunPython(copying(model, name, made), copying(model, made, name)),
        migrations.RemoveField(model, name),
        migrations.RenameField(model, made, name),
    ]
    if not blank:
        found.insert(1, migrations.AlterField(model, name, plain))
        found.append(migrations.AlterField(model, name, DeflatedJSONField(help_text=help_text)))
    return found


class Migration(migrations.Migration):
    """The links of the chain stay as they are: JSON stands in them by its digest, however it is stored."""

    dependencies = [("articles", "0056_drawn_page")]

    operations = [
        migrations.RunPython(raising.remove, raising.install),
        migrations.RunPython(triggers.remove, triggers.install),
        *(step for column in COLUMNS for step in steps(*column)),
        migrations.RunPython(triggers.install, triggers.remove),
        migrations.RunPython(raising.install, raising.remove),
    ]
