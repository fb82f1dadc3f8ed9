from django.db import migrations, models

from articles.models import raising


class Migration(migrations.Migration):
    dependencies = [("articles", "0103_deflated_editions")]

    operations = [
        # On SQLite a table isn't remade while triggers of others name it.
        migrations.RunPython(raising.remove, raising.install),
        migrations.AddField(
            model_name="article",
            name="kind",
            field=models.CharField(
                choices=[
                    ("treatment", "treatment"),
                    ("condition", "condition"),
                    ("test", "test or scan"),
                    ("drug", "drug"),
                    ("coping", "side effect or coping"),
                    ("screening", "screening or prevention"),
                    ("support", "support and carers"),
                    ("news", "news of evidence"),
                    ("about", "about this site"),
                ],
                default="treatment",
                help_text="What the page is about. What the checks ask of it depends on it.",
                max_length=20,
                verbose_name="kind of page",
            ),
        ),
        migrations.RunPython(raising.install, raising.remove),
    ]
