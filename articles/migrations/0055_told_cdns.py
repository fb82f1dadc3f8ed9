from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', "0054_stored_standing"),
    ]

    operations = [
        migrations.CreateModel(
            name='Purge',
            fields=[
                ('cdn', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('number', models.BigIntegerField()),
                ('before', models.BigIntegerField()),
                ('day', models.CharField(max_length=10)),
            ],
        ),
    ]
