from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reminders', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Pass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(unique=True, verbose_name='日期')),
                ('told', models.PositiveIntegerField(default=0, verbose_name='提醒数')),
                ('changes_until', models.DateTimeField(null=True)),
                ('obligations_until', models.BigIntegerField(default=0)),
                ('done_at', models.DateTimeField(verbose_name='完成时间')),
            ],
            options={
                'verbose_name': '每日提醒',
                'ordering': ['-on'],
            },
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(condition=models.Q(('state__in', ('waiting', 'sending'))), fields=['on'], name='letters_under_way'),
        ),
        migrations.AddIndex(
            model_name='reminder',
            index=models.Index(condition=models.Q(('read_at', None)), fields=['officer'], name='reminders_unread'),
        ),
        migrations.AddIndex(
            model_name='reminder',
            index=models.Index(condition=models.Q(('letter', None)), fields=['on'], name='reminders_without_letter'),
        ),
    ]
