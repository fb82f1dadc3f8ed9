from django.db import migrations, models

from articles.models import raising


class Migration(migrations.Migration):
    dependencies = [("articles", "0065_narrow_looks_of_the_desk")]

    operations = [
        # On SQLite a table isn't remade while triggers of others name it.
        migrations.RunPython(raising.remove, raising.install),
        migrations.AddField(
            model_name="article",
            name="codes",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="Codes of the subject, by which record systems of hospitals ask.",
            ),
        ),
        migrations.AddField(
            model_name="liveedition",
            name="codes",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.RunPython(raising.install, raising.remove),
    ]
