from django.db import migrations, models

from articles.models import raising, triggers
from articles.models.deflated_json import DeflatedJSONField, deflate


def pack(apps, schema_editor):
    deflate(apps.get_model("articles", "edition"), "content", "content_deflated")


def unpack(apps, schema_editor):
    deflate(apps.get_model("articles", "edition"), "content_deflated", "content")


class Migration(migrations.Migration):
    """A column beside the old one, filled, takes its place. Digests and links of the chain stay as they are:
    JSON stands in them by its digest, however it is stored."""

    dependencies = [("articles", "0102_editors_of_sources")]

    operations = [
        migrations.RunPython(raising.remove, raising.install),
        migrations.RunPython(triggers.remove, triggers.install),
        migrations.AddField("edition", "content_deflated", DeflatedJSONField(null=True)),
        migrations.AlterField("edition", "content", models.JSONField(null=True)),
        migrations.RunPython(pack, unpack),
        migrations.RemoveField("edition", "content"),
        migrations.RenameField("edition", "content_deflated", "content"),
        migrations.AlterField("edition", "content", DeflatedJSONField()),
        migrations.RunPython(triggers.install, triggers.remove),
        migrations.RunPython(raising.install, raising.remove),
    ]
