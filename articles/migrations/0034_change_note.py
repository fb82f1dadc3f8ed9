from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0027_plainer_hints")]

    operations = [
        migrations.AddField(
            model_name="article",
            name="change_note",
            field=models.TextField(
                blank=True,
                default="",
                help_text="Readers find it in the history of the page, in feeds and on the page itself. The "
                "reviewer signs it off with the text. Leave it empty for a first edition.",
                verbose_name="what changed, for readers",
            ),
            preserve_default=False,
        ),
        migrations.RenameField(model_name="schedule", old_name="note", new_name="reason"),
    ]
