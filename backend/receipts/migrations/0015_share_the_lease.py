from django.db import migrations, models
from django.db.models import Q

# Each names the column that is renamed; they are made again after it.
INDEXES = ['receipt_waiting', 'receipt_leased', 'receipt_pictures_of_owner', 'receipt_unread_of_owner']
CONSTRAINTS = [
    'receipt_is_leased_while_processing',
    'receipt_is_completed_with_a_reading',
    'receipt_is_failed_with_a_reason',
]


class Migration(migrations.Migration):

    dependencies = [
        ('receipts', '0014_rename_stored_terms'),
    ]

    operations = [
        *(migrations.RemoveIndex(model_name='receipt', name=name) for name in INDEXES),
        *(migrations.RemoveConstraint(model_name='receipt', name=name) for name in CONSTRAINTS),
        migrations.RenameField(model_name='receipt', old_name='ocr_status', new_name='status'),
        migrations.AddIndex(
            model_name='receipt',
            index=models.Index(condition=Q(('status', 'pending')), fields=['not_before', 'id'], name='receipt_waiting'),
        ),
        migrations.AddIndex(
            model_name='receipt',
            index=models.Index(condition=Q(('status', 'processing')), fields=['lease_until'], name='receipt_leased'),
        ),
        migrations.AddIndex(
            model_name='receipt',
            index=models.Index(condition=Q(('deleted_at', None), ('status', 'completed')), fields=['owner', 'perceptual_hash', 'id'], name='receipt_pictures_of_owner'),
        ),
        migrations.AddIndex(
            model_name='receipt',
            index=models.Index(condition=Q(('deleted_at', None), ('status__in', ['pending', 'processing', 'failed'])), fields=['owner', 'status', 'uploaded_at'], name='receipt_unread_of_owner'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.CheckConstraint(condition=Q(Q(('lease_token__isnull', False), ('lease_until__isnull', False), ('status', 'processing')), Q(Q(('status', 'processing'), _negated=True), ('lease_token', None), ('lease_until', None)), _connector='OR'), name='receipt_is_leased_while_processing'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.CheckConstraint(condition=Q(Q(('status', 'completed'), _negated=True), ('reading__isnull', False), _connector='OR'), name='receipt_is_completed_with_a_reading'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.CheckConstraint(condition=Q(Q(('status', 'failed'), _negated=True), Q(('failure_code', ''), _negated=True), _connector='OR'), name='receipt_is_failed_with_a_reason'),
        ),
    ]
