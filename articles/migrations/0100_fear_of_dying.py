from django.db import migrations, models

from articles.models import raising


class Migration(migrations.Migration):
    dependencies = [("articles", "0099_titles_of_surveys")]

    operations = [
        migrations.AlterField(
            model_name="phrase",
            name="list",
            field=models.CharField(choices=[("hype", "hype"), ("efficacy", "claims of efficacy"), ("journals", "journals"), ("organizations", "known organizations"), ("off-topic", "off-topic titles"), ("crisis", "searches of somebody who may want to die"), ("emergency", "searches about an emergency"), ("fear", "searches of somebody who is afraid to die")], max_length=20),
        ),
        migrations.RunPython(raising.install, raising.remove),
    ]
