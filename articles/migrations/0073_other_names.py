import django.db.models.deletion
from django.db import migrations, models

from articles.models import raising
from articles.text.title_order import letter_of, sort_text, title_key


def fill(apps, schema_editor):
    """The aliases of each live edition, as publication writes them from now on."""
    OtherName = apps.get_model("articles", "OtherName")
    rows = apps.get_model("articles", "LiveEdition").objects.values_list(
        "pk", "title", "list_language", "edition__content__aliases"
    )
    made = (
        OtherName(
            live_id=pk,
            list_language=language,
            name=name,
            letter=letter_of(name),
            title_key=title_key(name, pk),
        )
        for pk, title, language, aliases in rows
        for name in {sort_text(name): name for name in aliases or []}.values()
        if sort_text(name) != sort_text(title)
    )
    OtherName.objects.bulk_create(made, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("articles", "0070_listed_surveys")]

    operations = [
        migrations.CreateModel(
            name="OtherName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("list_language", models.CharField(max_length=10)),
                ("name", models.TextField()),
                ("letter", models.CharField(max_length=4)),
                ("title_key", models.BinaryField()),
                (
                    "live",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="other_names",
                        to="articles.liveedition",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["list_language", "title_key"], name="other_names_by_name"),
                    models.Index(
                        fields=["list_language", "letter", "title_key"], name="other_names_by_letter"
                    ),
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(raising.install, raising.remove),
    ]
