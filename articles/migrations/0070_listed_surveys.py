from django.db import migrations, models

from articles.models import raising


def mark_listed(apps, schema_editor):
    """One row a table and language: that of the live edition that was published last."""
    placed = apps.get_model("articles", "PlacedSurvey")
    languages = apps.get_model("articles", "LiveEdition").objects.values_list("list_language", flat=True)
    for language in list(languages.order_by().distinct()):
        rows = placed.objects.filter(edition__live__list_language=language)
        newest, all_of_it = {}, []
        for key, pk in rows.order_by("key", "-edition__published_at", "-edition_id").values_list("key", "pk"):
            newest.setdefault(key, pk)
            all_of_it.append(pk)
        _update(placed, all_of_it, list_language=language)
        _update(placed, list(newest.values()), is_listed=True)


def _update(placed, keys, **values):
    for start in range(0, len(keys), 500):
        placed.objects.filter(pk__in=keys[start : start + 500]).update(**values)


class Migration(migrations.Migration):
    dependencies = [("articles", "0066_codes")]

    operations = [
        migrations.AddField(
            model_name="placedsurvey",
            name="list_language",
            field=models.CharField(default="", editable=False, max_length=10),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="placedsurvey",
            name="is_listed",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RunPython(mark_listed, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="placedsurvey", name="newest_surveys"),
        migrations.AddIndex(
            model_name="placedsurvey",
            index=models.Index(
                condition=models.Q(("is_listed", True)),
                fields=["list_language", "title", "key"],
                name="listed_surveys",
            ),
        ),
        migrations.RunPython(raising.install, raising.remove),
    ]
