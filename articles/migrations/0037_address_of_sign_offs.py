from django.db import migrations, models

from articles.models import triggers


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0036_experts_prove_themselves'),
    ]

    operations = [
        migrations.AddField(
            model_name='signoff',
            name='email',
            field=models.EmailField(blank=True, help_text='Of an outside expert, who proved that it is theirs. Readers never see it.', max_length=254),
        ),
        migrations.RunPython(triggers.install, triggers.remove),
    ]
