from django.db import migrations, models

from articles.models import raising

FIELDS = ("kind", "headline", "sample_size", "asked_in", "published_in")


def say_facts(apps, schema_editor):
    """What lists say of each table, by the content of the edition that places it."""
    from articles.content import ArticleContent
    from articles.publishing.placed_surveys import listed_facts

    placed = apps.get_model("articles", "PlacedSurvey").objects.select_related("edition")
    for row in placed.defer("edition__rendered").iterator(chunk_size=100):
        content = ArticleContent.from_stored(row.edition.content)
        table = next((table for table in content.survey_tables if table.key == row.key), None)
        if table:
            facts = listed_facts(table, content.sources)
            for name in FIELDS:
                setattr(row, name, facts[name])
            row.save(update_fields=FIELDS)


class Migration(migrations.Migration):
    dependencies = [("articles", "0073_other_names")]

    operations = [
        migrations.AlterField(
            model_name="surveycolumn",
            name="unit",
            field=models.CharField(
                choices=[
                    ("percent", "percent"),
                    ("months", "months"),
                    ("count", "count"),
                    ("number", "number"),
                    ("interval", "interval"),
                    ("text", "text"),
                ],
                default="percent",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="placedsurvey",
            name="kind",
            field=models.CharField(
                choices=[("survey", "survey"), ("table", "table")], default="survey", max_length=10
            ),
        ),
        migrations.AddField(
            model_name="placedsurvey",
            name="headline",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="placedsurvey",
            name="sample_size",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="placedsurvey",
            name="asked_in",
            field=models.CharField(blank=True, default="", max_length=9),
        ),
        migrations.AddField(
            model_name="placedsurvey",
            name="published_in",
            field=models.CharField(blank=True, default="", max_length=9),
        ),
        migrations.RunPython(say_facts, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="placedsurvey", name="listed_surveys"),
        migrations.AddIndex(
            model_name="placedsurvey",
            index=models.Index(
                condition=models.Q(("is_listed", True)),
                fields=["list_language", "kind", "title", "key"],
                name="listed_surveys",
            ),
        ),
        migrations.RunPython(raising.install, raising.remove),
    ]
