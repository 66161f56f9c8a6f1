from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0002_add_kept_summary'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='exportjob', name='export_under_way'),
        migrations.RemoveConstraint(model_name='exportjob', name='export_is_leased_while_processing'),
        migrations.RemoveConstraint(model_name='exportjob', name='export_is_failed_with_a_reason'),
        migrations.AddField(
            model_name='exportjob',
            name='not_before',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name='exportjob',
            index=models.Index(condition=Q(('status', 'pending')), fields=['not_before', 'id'], name='exportjob_waiting'),
        ),
        migrations.AddIndex(
            model_name='exportjob',
            index=models.Index(condition=Q(('status', 'processing')), fields=['lease_until'], name='exportjob_leased'),
        ),
        migrations.AddConstraint(
            model_name='exportjob',
            constraint=models.CheckConstraint(condition=Q(Q(('lease_token__isnull', False), ('lease_until__isnull', False), ('status', 'processing')), Q(Q(('status', 'processing'), _negated=True), ('lease_token', None), ('lease_until', None)), _connector='OR'), name='exportjob_is_leased_while_processing'),
        ),
        migrations.AddConstraint(
            model_name='exportjob',
            constraint=models.CheckConstraint(condition=Q(Q(('status', 'failed'), _negated=True), Q(('failure_code', ''), _negated=True), _connector='OR'), name='exportjob_is_failed_with_a_reason'),
        ),
    ]
