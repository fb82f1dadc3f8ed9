import django.db.models.deletion
from django.db import migrations, models

from articles.models import raising


class Migration(migrations.Migration):
    """Each page is drawn anew by `rebuild_live`, and until then when it's asked for."""

    dependencies = [("articles", "0057_deflated_texts")]

    operations = [
        migrations.DeleteModel(name="DrawnPage"),
        migrations.CreateModel(
            name="DrawnPage",
            fields=[
                ("live", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="drawn", serialize=False, to="articles.liveedition")),
                ("body", models.BinaryField()),
                ("etag", models.CharField(help_text="That of the HTML without marks.", max_length=40)),
                ("language", models.CharField(help_text="That of the text.", max_length=10)),
                ("release", models.CharField(help_text="The program that drew it.", max_length=16)),
                ("made_at", models.BigIntegerField(help_text="Where the clock of the generations stood before.")),
                ("follows", models.JSONField(default=list, help_text="Names of the generations that it follows.")),
                ("facts", models.CharField(help_text="The digest of what the page was drawn from.", max_length=64)),
                ("part_facts", models.CharField(help_text="The digest of what its parts were drawn from.", max_length=64)),
                ("drawn_on", models.DateField()),
                ("until", models.DateField(help_text="The last day before something of it changes by the calendar.")),
                ("organizations", models.JSONField(default=list, help_text="Slugs of the organizations that it names.")),
                ("see_also", models.JSONField(default=list, help_text="Slugs of the articles that it says to see also.")),
            ],
        ),
        migrations.RunPython(raising.install, raising.remove),
    ]
