from django.db import migrations, models


def take_from_approved(apps, schema_editor):
    """What a merge of before didn't keep stands in the text that readers saw, if they saw one."""
    merges = apps.get_model("articles", "TagMerge").objects.filter(undone_at=None, text__isnull=False)
    for merge in merges.select_related("text"):
        said = merge.text.content
        merge.synonyms = said.get("synonyms", [])
        merge.translations = {
            each["language"]: {name: each[name] for name in ("name", "text", "synonyms") if each.get(name)}
            for each in said.get("translations", [])
        }
        merge.save(update_fields=["synonyms", "translations"])


class Migration(migrations.Migration):
    dependencies = [("articles", "0108_old_addresses_of_imports")]

    operations = [
        migrations.AddField("tagmerge", "synonyms", models.JSONField(default=list)),
        migrations.AddField("tagmerge", "translations", models.JSONField(default=dict)),
        migrations.RunPython(take_from_approved, migrations.RunPython.noop),
    ]
