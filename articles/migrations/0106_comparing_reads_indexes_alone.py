import django.db.models.deletion
from django.db import migrations, models

from articles.models import raising


def key_of_article(name):
    return models.ForeignKey(
        "articles.article", django.db.models.deletion.CASCADE, related_name=name, db_index=False
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0105_synonyms_of_tags")]

    operations = [
        migrations.RunPython(raising.remove, raising.install),
        migrations.RemoveConstraint("relatedfeature", "related_feature_once_an_article"),
        migrations.AlterField("relatededition", "article", key_of_article("related_editions")),
        migrations.AlterField("relatedfeature", "article", key_of_article("related_features")),
        migrations.AddIndex(
            "relatededition",
            models.Index(
                fields=["article", "score", "other"],
                condition=models.Q(pinned=False, blocked=False),
                name="related_automatic",
            ),
        ),
        migrations.AddIndex(
            "relatedfeature",
            models.Index(fields=["key", "article", "weight"], name="related_feature_by_key"),
        ),
        migrations.AddConstraint(
            "relatedfeature",
            models.UniqueConstraint(fields=["article", "key"], name="related_feature_once_an_article"),
        ),
        migrations.RunPython(raising.install, raising.remove),
    ]
