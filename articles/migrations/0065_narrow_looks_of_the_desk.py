from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("articles", "0064_translated_names")]

    operations = [
        migrations.RemoveIndex(model_name="article", name="article_by_trash"),
        migrations.AddIndex(model_name="article", index=models.Index(fields=["trashed_at", "title", "id"], name="article_in_use_by_title")),
        migrations.AddIndex(model_name="article", index=models.Index(fields=["trashed_at", "changed_at", "id"], name="article_in_use_by_change")),
        migrations.AddIndex(model_name="article", index=models.Index(fields=["language"], name="article_by_language")),
        migrations.AddIndex(model_name="invitation", index=models.Index(condition=models.Q(("disowned_at__isnull", False)), fields=["sign_off"], name="invitation_disowned")),
        migrations.AddIndex(model_name="signoff", index=models.Index(fields=["-signed_at", "-id"], name="sign_off_by_date")),
        migrations.AddIndex(model_name="signoff", index=models.Index(condition=models.Q(("terms__isnull", True)), fields=["id"], name="sign_off_without_terms")),
        migrations.AddIndex(model_name="source", index=models.Index(fields=["retraction_status", "key"], name="source_by_retraction")),
    ]
