from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exports', '0004_kept_style'),
    ]

    operations = [
        migrations.AddField(
            model_name='exportjob',
            name='source_bytes',
            field=models.PositiveBigIntegerField(default=0, help_text='Size of the content; it chooses the queue.'),
        ),
    ]
