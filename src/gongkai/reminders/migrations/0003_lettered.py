from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reminders', '0002_passes'),
    ]

    operations = [
        migrations.AddField(
            model_name='pass',
            name='lettered',
            field=models.BooleanField(db_default=False, default=False, verbose_name='已写信'),
        ),
    ]
