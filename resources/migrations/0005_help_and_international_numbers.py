import django.core.validators
from django.db import migrations, models

import resources.models
from articles.models import raising


class Migration(migrations.Migration):

    dependencies = [
        ('resources', '0004_listed_and_approved'),
        ('articles', '0056_drawn_page'),
    ]

    operations = [
        migrations.AddField(
            model_name='contact',
            name='callers',
            field=models.CharField(blank=True, help_text='For example: anybody in Spain, including family. Leave it empty if it is for everybody, or if nobody knows.', max_length=200, verbose_name='who may call'),
        ),
        migrations.AddField(
            model_name='contact',
            name='cost',
            field=models.CharField(blank=True, choices=[('free', 'Free in its own country'), ('ordinary', 'Costs as much as an ordinary call'), ('extra', 'Costs more than an ordinary call')], max_length=10),
        ),
        migrations.AddField(
            model_name='contact',
            name='international',
            field=models.CharField(blank=True, help_text='The same telephone number with the code of the country, as in +34900100036. It is what a telephone dials. Leave it empty for a short number, such as 111.', max_length=16, validators=[django.core.validators.RegexValidator('^\\+[1-9][0-9]{6,14}\\Z', 'Write it with plus and digits alone, as in +34900100036.')], verbose_name='international number'),
        ),
        migrations.AddField(
            model_name='organization',
            name='help',
            field=models.JSONField(blank=True, default=list, help_text='What readers can choose it by.', validators=[resources.models.known_help]),
        ),
        migrations.RunPython(raising.install, raising.remove),
    ]
