from django.db import migrations, models

from articles.models import raising

# Of the records that are there already nothing was derived yet.
TABLES = {
    "term": ("resources_term", "id"),
    "tag": ("articles_tag", "id"),
    "category": ("articles_category", "id"),
    "organization": ("resources_organization", "id"),
    "contacts": ("resources_organization", "id"),
    "contributor": ("articles_contributor", "id"),
    "withdrawal": ("articles_withdrawalwords", "withdrawal_id"),
    "page": ("articles_fixedpage", "id"),
}
FILL = """
INSERT INTO articles_storedwaiting (kind, record, is_waiting, is_new, changes, seen)
SELECT '{kind}', {key}, false, false, 1, 0 FROM {table}
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0090_origin_of_reports"),
        ("resources", "0007_translated_organizations"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredWaiting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("record", models.PositiveBigIntegerField()),
                ("is_waiting", models.BooleanField()),
                ("is_new", models.BooleanField()),
                ("changes", models.PositiveIntegerField()),
                ("seen", models.PositiveIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_waiting", True)),
                        fields=["kind", "is_new", "record"],
                        name="records_that_wait",
                    ),
                    models.Index(
                        condition=models.Q(("changes", models.F("seen")), _negated=True),
                        fields=["kind", "record"],
                        name="waiting_to_renew",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "record"), name="stored_waiting_once")
                ],
            },
        ),
        *(
            migrations.RunSQL(FILL.format(kind=kind, key=key, table=table), migrations.RunSQL.noop)
            for kind, (table, key) in TABLES.items()
        ),
        migrations.RunPython(raising.install, raising.remove),
    ]
