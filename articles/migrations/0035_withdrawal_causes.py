import django.db.models.deletion
from django.db import migrations, models

from articles.models import triggers

CAUSES = [
    ("outdated", "It is out of date."),
    ("error", "We found a mistake in it."),
    ("retracted", "A source that it rests on was retracted."),
    ("replaced", "Another page has taken its place."),
    ("checking", "We are checking it again."),
    ("other", "We no longer stand by it."),
]


def carry_over(apps, schema_editor):
    """Reasons that nobody signed become proposals; a withdrawal that is scheduled says the least there is."""
    Withdrawal = apps.get_model("articles", "Withdrawal")
    WithdrawalWords = apps.get_model("articles", "WithdrawalWords")
    told = Withdrawal.objects.exclude(reason="").values_list("pk", "reason")
    WithdrawalWords.objects.bulk_create(
        WithdrawalWords(withdrawal_id=pk, text=reason) for pk, reason in told
    )
    apps.get_model("articles", "Schedule").objects.filter(action="withdraw").update(cause="other")


class Migration(migrations.Migration):
    dependencies = [("articles", "0037_address_of_sign_offs")]

    operations = [
        migrations.AddField(
            model_name="withdrawal",
            name="cause",
            field=models.CharField(choices=CAUSES, default="other", max_length=20),
        ),
        migrations.AddField(
            model_name="schedule",
            name="cause",
            field=models.CharField(blank=True, choices=CAUSES, default="", max_length=20),
            preserve_default=False,
        ),
        migrations.AlterField(model_name="withdrawal", name="reason", field=models.TextField(blank=True)),
        migrations.CreateModel(
            name="WithdrawalWords",
            fields=[
                (
                    "withdrawal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="articles.withdrawal",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="Readers see them beside the standard sentence, once a second person has "
                        "approved them.",
                        verbose_name="in your own words",
                    ),
                ),
            ],
            options={
                "verbose_name": "words on a withdrawal",
                "verbose_name_plural": "words on a withdrawal",
                "ordering": ["-withdrawal"],
            },
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.RunPython(triggers.install, triggers.remove),
    ]
