
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('receipts', '0043_tell_withheld_tax'),
        ('subscriptions', '0007_let_a_month_end_by_the_account'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='receipt',
            name='split_from',
            field=models.ForeignKey(db_index=False, editable=False, help_text='the receipt that this was a part of; it lies in the trash while it has parts', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='parts', to='receipts.receipt'),
        ),
        migrations.AddField(
            model_name='receipt',
            name='trash_reason',
            field=models.CharField(blank=True, choices=[('split', 'split into several receipts')], db_default='', default='', help_text='empty: it is not in the trash, or somebody has deleted it', max_length=5),
        ),
        migrations.AddIndex(
            model_name='receipt',
            index=models.Index(condition=models.Q(('split_from__isnull', False)), fields=['split_from'], name='receipt_part_of'),
        ),
    ]
