from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0031_names_of_records'),
    ]

    operations = [
        migrations.CreateModel(
            name='FixedPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(choices=[('about', 'About us'), ('editorial_policy', 'How we write and review')], max_length=30, verbose_name='page')),
                ('language', models.CharField(choices=[('en', 'English'), ('es', 'Español')], max_length=10)),
                ('title', models.CharField(max_length=200)),
                ('description', models.CharField(help_text='One sentence for lists of search results.', max_length=300)),
                ('body', models.TextField(help_text="[site name], [publisher] and [contact] are filled in from the site's settings.")),
            ],
            options={
                'ordering': ['slug', 'language'],
                'constraints': [models.UniqueConstraint(fields=('slug', 'language'), name='fixed_page_once_a_language')],
            },
        ),
    ]
