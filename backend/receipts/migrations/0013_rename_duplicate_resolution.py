from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('receipts', '0012_close_payment_methods'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='duplicate', name='duplicate_open'),
        migrations.RenameField(model_name='duplicate', old_name='answer', new_name='resolution'),
        migrations.RenameField(model_name='duplicate', old_name='answered_at', new_name='resolved_at'),
        migrations.AddIndex(
            model_name='duplicate',
            index=models.Index(condition=models.Q(('resolution', 'open')), fields=['receipt'], name='duplicate_open'),
        ),
    ]
