from django.db import migrations, models
from django.db.models import Count, F


def count(apps, schema_editor):
    """Pages under the letters of their other names, and survey tables, as publication counts them from now on."""
    counts = apps.get_model("articles", "LiveCount").objects
    for language, letter, number in under_other_letters(apps):
        row, _ = counts.get_or_create(kind="letter", list_language=language, key=letter)
        counts.filter(pk=row.pk).update(count=F("count") + number)
    listed = apps.get_model("articles", "PlacedSurvey").objects.filter(is_listed=True)
    for language, kind, number in listed.order_by().values_list("list_language", "kind").annotate(Count("pk")):
        counts.create(kind="survey", list_language=language, key=kind, count=number)


def forget(apps, schema_editor):
    """Without the other names, which the release before doesn't count."""
    counts = apps.get_model("articles", "LiveCount").objects
    counts.filter(kind="survey").delete()
    for language, letter, number in under_other_letters(apps):
        counts.filter(kind="letter", list_language=language, key=letter).update(count=F("count") - number)


def under_other_letters(apps):
    """Language, letter and number of the pages that have another name there, and their title elsewhere."""
    names = apps.get_model("articles", "OtherName").objects.exclude(letter=F("live__letter"))
    return names.order_by().values_list("list_language", "letter").annotate(Count("live", distinct=True))


class Migration(migrations.Migration):
    dependencies = [("articles", "0097_lists_of_categories")]

    operations = [
        migrations.AlterField(
            model_name="livecount",
            name="kind",
            field=models.CharField(
                choices=[("category", "Category"), ("tag", "Tag"), ("letter", "Letter"), ("survey", "Survey")],
                max_length=10,
            ),
        ),
        migrations.RunPython(count, forget),
    ]
