from django.db import migrations, models

from articles.models import raising


def mark_newest(apps, schema_editor):
    """One row a table: that of the live edition that was published last."""
    placed = apps.get_model("articles", "PlacedSurvey")
    rows = placed.objects.filter(edition__live__isnull=False)
    newest = {}
    for key, pk in rows.order_by("key", "-edition__published_at", "-edition_id").values_list("key", "pk"):
        newest.setdefault(key, pk)
    keys = list(newest.values())
    for start in range(0, len(keys), 500):
        placed.objects.filter(pk__in=keys[start : start + 500]).update(is_newest=True)


class Migration(migrations.Migration):
    dependencies = [("articles", "0060_figures")]

    operations = [
        migrations.AddField(
            model_name="placedsurvey",
            name="is_newest",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RunPython(mark_newest, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="placedsurvey",
            index=models.Index(
                fields=["title", "key"], condition=models.Q(is_newest=True), name="newest_surveys"
            ),
        ),
        migrations.RunPython(raising.install, raising.remove),
    ]
