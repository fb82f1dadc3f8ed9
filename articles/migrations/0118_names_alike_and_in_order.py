"""Tags and categories have what their name looks like, once each; live records the place of their name."""

from django.db import migrations, models

import articles.models.tag
from articles.models import raising
from articles.models.tag import same_name
from articles.text.title_order import title_key

BATCH = 500
OLD = {"category": "category_name_in_any_case", "tag": "tag_name_in_any_case"}


def name_looks(apps, schema_editor):
    """Of two with one look the later gets a number behind its name: editors merge them, or keep it."""
    for model in (apps.get_model("articles", name) for name in OLD):
        rows = list(model.objects.order_by("pk"))
        taken = {same_name(row.name) for row in rows}
        seen = set()
        for row in rows:
            if same_name(row.name) in seen:
                numbered = (f"{row.name[:90]} ({number})" for number in range(2, len(rows) + 2))
                row.name = next(name for name in numbered if same_name(name) not in taken)
                taken.add(same_name(row.name))
            seen.add(same_name(row.name))
            row.save()


def place_names(apps, schema_editor):
    LiveRecord = apps.get_model("articles", "LiveRecord")
    keys = list(LiveRecord.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        rows = list(LiveRecord.objects.filter(pk__in=keys[start : start + BATCH]))
        for row in rows:
            row.name_key = title_key(row.name, row.record)
        LiveRecord.objects.bulk_update(rows, ["name_key"])


def look_field(**options):
    return articles.models.tag.LookField(editable=False, max_length=300, **options)


class Migration(migrations.Migration):
    dependencies = [("articles", "0117_read_sections")]

    operations = [
        # On SQLite a table isn't remade while triggers of others name it.
        migrations.RunPython(raising.remove, raising.install),
        *(migrations.RemoveConstraint(model_name=model, name=name) for model, name in OLD.items()),
        *(
            migrations.AddField(model_name=model, name="look", field=look_field(default="", unique=False))
            for model in OLD
        ),
        migrations.AddField(
            model_name="liverecord",
            name="name_key",
            field=models.BinaryField(default=b"", editable=False),
            preserve_default=False,
        ),
        migrations.RunPython(name_looks, migrations.RunPython.noop),
        migrations.RunPython(place_names, migrations.RunPython.noop),
        *(
            migrations.AlterField(model_name=model, name="look", field=look_field(unique=True))
            for model in OLD
        ),
        migrations.RunPython(raising.install, raising.remove),
    ]
