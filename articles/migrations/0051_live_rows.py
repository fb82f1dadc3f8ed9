"""Live editions say by themselves what lists show, and how many pages each list has."""

from datetime import date, datetime, timezone

import django.db.models.deletion
from django.db import migrations, models

from articles.models import raising

BATCH = 500
DAY, TIME = date(2000, 1, 1), datetime(2000, 1, 1, tzinfo=timezone.utc)
COPIED = (
    "number", "digest", "change", "note", "check_code", "title", "summary", "language", "category_id",
    "reviewed_on", "next_review_on", "published_at",
)  # fmt: skip


def fill(apps, schema_editor):
    LiveEdition, Edition = apps.get_model("articles", "LiveEdition"), apps.get_model("articles", "Edition")
    TaggedEdition = apps.get_model("articles", "TaggedEdition")
    keys = list(LiveEdition.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        rows = LiveEdition.objects.filter(pk__in=keys[start : start + BATCH])
        rows = rows.select_related("edition__sign_off__carries").defer(
            "edition__content", "edition__rendered", "edition__sign_off__content",
            "edition__sign_off__carries__content",
        )  # fmt: skip
        live = {row.edition_id: row for row in rows}
        days = _days(Edition, [row.pk for row in live.values()])
        for row in live.values():
            _fill_row(row, *days[row.pk])
        fields = [name for name in _fields() if name != "category"] + ["category"]
        LiveEdition.objects.bulk_update(live.values(), fields)
        tagged = list(TaggedEdition.objects.filter(edition__in=live))
        for each in tagged:
            row = live[each.edition_id]
            each.list_language, each.title_key = row.list_language, row.title_key
        TaggedEdition.objects.bulk_update(tagged, ["list_language", "title_key"])
    _count(apps)


def _fields():
    derived = ("list_language", "reviewer_name", "signed_at", "first_published_at", "changed_at", "letter",
               "title_key", "review_key", "version")  # fmt: skip
    return [*(name.removesuffix("_id") for name in COPIED), *derived]


def _days(Edition, articles):
    found = Edition.objects.filter(article__in=articles).order_by().values("article")
    found = found.annotate(
        first=models.Min("published_at"),
        changed=models.Max("published_at", filter=~models.Q(change="minor")),
    )
    return {each["article"]: (each["first"], each["changed"]) for each in found}


def _fill_row(row, first, changed):
    from articles.publishing.live_row import review_key, version
    from articles.text.title_order import letter_of, title_key
    from cancerinfo.web.languages import language_of_lists

    edition = row.edition
    review = edition.sign_off.carries or edition.sign_off
    for name in COPIED:
        setattr(row, name, getattr(edition, name))
    row.list_language = language_of_lists(edition.language)
    row.reviewer_name, row.signed_at = review.reviewer.get("name", ""), review.signed_at
    row.first_published_at, row.changed_at = first, changed or edition.published_at
    row.letter, row.title_key = letter_of(edition.title), title_key(edition.title, row.pk)
    row.review_key, row.version = review_key(edition), version()


def _count(apps):
    LiveEdition, LiveCount = apps.get_model("articles", "LiveEdition"), apps.get_model("articles", "LiveCount")
    tagged = apps.get_model("articles", "TaggedEdition").objects.filter(edition__live__isnull=False)
    live = LiveEdition.objects.all()
    for kind, rows, field in (
        ("letter", live, "letter"),
        ("category", live.filter(category__isnull=False), "category"),
        ("tag", tagged, "tag"),
    ):
        groups = rows.order_by().values_list("list_language", field).annotate(count=models.Count("pk"))
        LiveCount.objects.bulk_create(
            LiveCount(kind=kind, list_language=language, key=str(key), count=count)
            for language, key, count in groups
        )


def added(name, field, model="liveedition"):
    return migrations.AddField(model, name, field, preserve_default=False)


def text(length, **options):
    return models.CharField(max_length=length, default="", editable=False, **options)


class Migration(migrations.Migration):
    dependencies = [("articles", "0050_generations")]

    operations = [
        # SQLite remakes a table only while no trigger of another one names it.
        migrations.RunPython(raising.remove, raising.install),
        migrations.CreateModel(
            name="LiveCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("category", "Category"), ("tag", "Tag"), ("letter", "Letter")], max_length=10)),
                ("list_language", models.CharField(max_length=10)),
                ("key", models.CharField(max_length=20)),
                ("count", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "list_language", "key"), name="live_count_once_a_list"
                    )
                ],
            },
        ),
        added("number", models.PositiveIntegerField(default=1, editable=False)),
        added("digest", text(64)),
        added("change", text(10, choices=[("first", "first edition"), ("major", "major change"), ("minor", "minor change"), ("review", "reviewed, no change")])),
        added("note", models.TextField(blank=True, default="", editable=False)),
        added("check_code", text(8)),
        added("title", text(300)),
        added("summary", models.TextField(blank=True, default="", editable=False)),
        added("language", text(10)),
        added("list_language", text(10)),
        migrations.AddField(
            "liveedition",
            "category",
            models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="live_editions",
                to="articles.category",
            ),
        ),
        added("reviewed_on", models.DateField(default=DAY, editable=False)),
        added("next_review_on", models.DateField(db_index=True, default=DAY, editable=False)),
        added("reviewer_name", text(200, blank=True)),
        added("signed_at", models.DateTimeField(default=TIME, editable=False)),
        added("published_at", models.DateTimeField(default=TIME, editable=False)),
        added("first_published_at", models.DateTimeField(default=TIME, editable=False)),
        added("changed_at", models.DateTimeField(default=TIME, editable=False)),
        added("letter", text(4)),
        added("title_key", models.BinaryField(default=b"", editable=False)),
        added("review_key", models.BinaryField(default=b"", editable=False)),
        added("version", text(100)),
        added("list_language", text(10), "taggededition"),
        added("title_key", models.BinaryField(default=b"", editable=False), "taggededition"),
        migrations.AddIndex("liveedition", models.Index(fields=["list_language", "title_key"], name="live_by_title")),
        migrations.AddIndex("liveedition", models.Index(fields=["list_language", "letter", "title_key"], name="live_by_letter")),
        migrations.AddIndex("liveedition", models.Index(fields=["category", "list_language", "title_key"], name="live_by_category")),
        migrations.AddIndex("liveedition", models.Index(fields=["list_language", "-review_key"], name="live_by_review")),
        migrations.AddIndex("liveedition", models.Index(fields=["-review_key"], name="live_by_review_in_all")),
        migrations.AddIndex("liveedition", models.Index(fields=["-published_at", "-article"], name="live_by_publication")),
        migrations.AddIndex("taggededition", models.Index(fields=["tag", "list_language", "title_key"], name="tagged_by_title")),
        # Before the rows are filled: PostgreSQL makes no trigger on a table with changes to come.
        migrations.RunPython(raising.install, raising.remove),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
