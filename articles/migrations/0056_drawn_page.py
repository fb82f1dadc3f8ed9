import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0055_told_cdns'),
    ]

    operations = [
        migrations.CreateModel(
            name='DrawnPage',
            fields=[
                ('live', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='drawn', serialize=False, to='articles.liveedition')),
                ('body', models.BinaryField()),
                ('facts', models.CharField(help_text='The digest of what it was drawn from.', max_length=64)),
                ('organizations', models.JSONField(default=list, help_text='Slugs of the organizations that it names.')),
                ('see_also', models.JSONField(default=list, help_text='Slugs of the articles that it says to see also.')),
            ],
        ),
    ]
