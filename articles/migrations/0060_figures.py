import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("articles", "0059_drawn_page_follows")]

    operations = [
        migrations.CreateModel(
            name="Figure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(allow_unicode=True, help_text="Placed in a text as [figure:key].", max_length=120, unique=True)),
                ("caption", models.TextField(blank=True, help_text="A sentence or two below the picture. Cite sources as in a text: [@key].")),
                ("alternative", models.CharField(blank=True, help_text="What the picture shows, in a sentence or two, for those who don't see it.", max_length=500, verbose_name="text alternative")),
                ("decorative", models.BooleanField(default=False, help_text="It says nothing that the text doesn't say; screen readers pass over it.")),
                ("description", models.TextField(blank=True, help_text="All that the picture says, its labels and steps too, one paragraph a line.", verbose_name="picture in words")),
                ("credit", models.CharField(blank=True, help_text="Who made it, and where it comes from. May cite: [@key].", max_length=300)),
                ("licence", models.CharField(blank=True, help_text="Such as CC BY 4.0.", max_length=100)),
                ("language", models.CharField(blank=True, help_text="Of the words inside the picture, such as en, if it has any.", max_length=10)),
                ("files", models.JSONField(default=list, editable=False)),
                ("words", models.JSONField(default=list, editable=False, verbose_name="labels in the drawing")),
                ("faint", models.JSONField(default=list, editable=False, verbose_name="labels that are hard to read")),
            ],
            options={"ordering": ["key"]},
        ),
        migrations.CreateModel(
            name="PlacedPicture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(db_index=True, max_length=64)),
                ("edition", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="placed_pictures", to="articles.edition")),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("edition", "digest"), name="picture_once_an_edition")]},
        ),
    ]
