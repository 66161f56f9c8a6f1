from django.db import migrations, models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Coalesce, Left

MAX_ATTEMPTS = 6


# Each row is written once: PostgreSQL indexes no table whose rows have changed twice before.


def say_what_was_given_up(apps, schema_editor):
    mails = apps.get_model('accounts', 'OutgoingMail').objects
    mails.filter(attempts__gte=MAX_ATTEMPTS).update(
        status='failed', failure_code='not_taken', not_before=None
    )
    mails.exclude(status='failed').exclude(failure_text='').update(failure_code='not_taken')


def count_what_was_given_up(apps, schema_editor):
    apps.get_model('accounts', 'OutgoingMail').objects.update(
        attempts=Case(
            When(status='failed', then=Value(MAX_ATTEMPTS)),
            default='attempts',
            output_field=models.PositiveSmallIntegerField(),
        ),
        not_before=Coalesce('not_before', 'created_at'),
        failure_text=Left('failure_text', 200),
    )


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_add_idempotency_keys'),
    ]

    operations = [
        migrations.RenameField(model_name='outgoingmail', old_name='failure', new_name='failure_text'),
        migrations.AlterField(
            model_name='outgoingmail',
            name='failure_text',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AlterField(
            model_name='outgoingmail',
            name='not_before',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='outgoingmail',
            name='status',
            field=models.CharField(choices=[('pending', 'Pending'), ('processing', 'Processing'), ('completed', 'Completed'), ('failed', 'Failed')], default='pending', max_length=10),
        ),
        migrations.AddField(
            model_name='outgoingmail',
            name='failure_code',
            field=models.CharField(blank=True, default='', max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='outgoingmail',
            name='lease_token',
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='outgoingmail',
            name='lease_until',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(say_what_was_given_up, count_what_was_given_up),
        migrations.AddIndex(
            model_name='outgoingmail',
            index=models.Index(condition=Q(('status', 'pending')), fields=['not_before', 'id'], name='outgoingmail_waiting'),
        ),
        migrations.AddIndex(
            model_name='outgoingmail',
            index=models.Index(condition=Q(('status', 'processing')), fields=['lease_until'], name='outgoingmail_leased'),
        ),
        migrations.AddConstraint(
            model_name='outgoingmail',
            constraint=models.CheckConstraint(condition=Q(Q(('lease_token__isnull', False), ('lease_until__isnull', False), ('status', 'processing')), Q(Q(('status', 'processing'), _negated=True), ('lease_token', None), ('lease_until', None)), _connector='OR'), name='outgoingmail_is_leased_while_processing'),
        ),
        migrations.AddConstraint(
            model_name='outgoingmail',
            constraint=models.CheckConstraint(condition=Q(Q(('status', 'failed'), _negated=True), Q(('failure_code', ''), _negated=True), _connector='OR'), name='outgoingmail_is_failed_with_a_reason'),
        ),
    ]
