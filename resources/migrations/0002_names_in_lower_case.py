import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("resources", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="synonym",
            index=models.Index(
                django.db.models.functions.text.Lower("text"), name="synonym_in_lower_case"
            ),
        ),
        migrations.AddIndex(
            model_name="term",
            index=models.Index(
                django.db.models.functions.text.Lower("name"), name="term_name_in_lower_case"
            ),
        ),
    ]
