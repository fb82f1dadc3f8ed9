from django.db import migrations, models


def mark_unverified(apps, schema_editor):
    """What readers were told not to rely on, by the content of the edition that places it."""
    from articles.content import ArticleContent

    placed = apps.get_model("articles", "PlacedSurvey").objects.select_related("edition")
    for row in placed.iterator(chunk_size=100):
        tables = ArticleContent.from_stored(row.edition.content).survey_tables
        row.is_unverified = any(table.is_unverified for table in tables if table.key == row.key)
        if row.is_unverified:
            row.save(update_fields=["is_unverified"])


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0024_glossary_words_of_sign_offs"),
    ]

    operations = [
        migrations.AddField(
            model_name="placedsurvey",
            name="is_unverified",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(mark_unverified, migrations.RunPython.noop),
    ]
