from django.db import migrations, models


def state_what_holds(apps, schema_editor):
    """By the contents of the live editions, and what their sources' records say by now."""
    from articles.content import ArticleContent

    retracted = apps.get_model("articles", "Source").objects.filter(
        retraction_status__in=["retracted", "superseded"]
    )
    keys = set(retracted.values_list("key", flat=True))
    live = apps.get_model("articles", "LiveEdition").objects.select_related(
        "edition__sign_off__invitation", "edition__sign_off__carries__invitation"
    )
    for row in live.iterator(chunk_size=100):
        content = ArticleContent.from_stored(row.edition.content)
        review = row.edition.sign_off.carries or row.edition.sign_off
        invitation = getattr(review, "invitation", None)
        row.is_in_question = bool(invitation and invitation.disowned_at)
        row.is_demonstration = content.is_demonstration or bool(review.reviewer.get("is_demonstration"))
        row.retracted_sources = sorted(source.key for source in content.sources if source.key in keys)
        row.save(update_fields=["is_demonstration", "is_in_question", "retracted_sources"])


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0035_withdrawal_causes"),
    ]

    operations = [
        migrations.AddField(
            model_name="liveedition",
            name="is_demonstration",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="liveedition",
            name="is_in_question",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="liveedition",
            name="retracted_sources",
            field=models.JSONField(default=list, editable=False),
        ),
        migrations.RunPython(state_what_holds, migrations.RunPython.noop),
    ]
