from django.db import migrations, models
from django.db.models import Q

INTERRUPTED = 'Its runs were cut off again and again.'
OUTCOMES = {'processed': 'applied', 'ignored': 'ignored', 'unknown_customer': 'unknown_customer'}


def split_states(apps, schema_editor):
    events = apps.get_model('subscriptions', 'StripeEvent').objects
    events.filter(status='received').update(status='pending')
    for state, outcome in OUTCOMES.items():
        events.filter(status=state).update(status='completed', outcome=outcome)
    for event in events.exclude(status='completed').exclude(failure_text=''):
        event.failure_code, event.failure_text = _split(event.failure_text)
        event.save(update_fields=['failure_code', 'failure_text'])


def join_states(apps, schema_editor):
    events = apps.get_model('subscriptions', 'StripeEvent').objects
    events.filter(status='pending').update(status='received')
    for state, outcome in OUTCOMES.items():
        events.filter(status='completed', outcome=outcome).update(status=state)
    for event in events.exclude(failure_code__in=['', 'billing_unavailable', 'interrupted']):
        event.failure_text = f'{event.failure_code}: {event.failure_text}'[:300]
        event.save(update_fields=['failure_text'])


def _split(error):
    """What could be tried again was written without its code."""
    code, colon, text = error.partition(': ')
    if colon and code.isidentifier():
        return code[:40], text
    return 'interrupted' if error == INTERRUPTED else 'billing_unavailable', error


class Migration(migrations.Migration):

    dependencies = [
        ('subscriptions', '0002_add_billing'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='stripeevent', name='stripe_event_waiting'),
        migrations.RemoveConstraint(model_name='stripeevent', name='stripe_event_is_leased_while_processing'),
        migrations.RemoveConstraint(model_name='stripeevent', name='stripe_event_is_failed_with_a_reason'),
        migrations.RenameField(model_name='stripeevent', old_name='state', new_name='status'),
        migrations.RenameField(model_name='stripeevent', old_name='error', new_name='failure_text'),
        migrations.AddField(
            model_name='stripeevent',
            name='failure_code',
            field=models.CharField(blank=True, default='', max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='stripeevent',
            name='outcome',
            field=models.CharField(blank=True, choices=[('applied', 'applied: the account is as Stripe has it'), ('ignored', 'ignored: not a kind we act on'), ('unknown_customer', 'unknown customer')], default='', help_text='of a completed event', max_length=16),
            preserve_default=False,
        ),
        migrations.RunPython(split_states, join_states),
        migrations.AlterField(
            model_name='stripeevent',
            name='status',
            field=models.CharField(choices=[('pending', 'Pending'), ('processing', 'Processing'), ('completed', 'Completed'), ('failed', 'Failed')], default='pending', max_length=10),
        ),
        migrations.AddIndex(
            model_name='stripeevent',
            index=models.Index(condition=Q(('status', 'pending')), fields=['not_before', 'id'], name='stripeevent_waiting'),
        ),
        migrations.AddIndex(
            model_name='stripeevent',
            index=models.Index(condition=Q(('status', 'processing')), fields=['lease_until'], name='stripeevent_leased'),
        ),
        migrations.AddConstraint(
            model_name='stripeevent',
            constraint=models.CheckConstraint(condition=Q(Q(('lease_token__isnull', False), ('lease_until__isnull', False), ('status', 'processing')), Q(Q(('status', 'processing'), _negated=True), ('lease_token', None), ('lease_until', None)), _connector='OR'), name='stripeevent_is_leased_while_processing'),
        ),
        migrations.AddConstraint(
            model_name='stripeevent',
            constraint=models.CheckConstraint(condition=Q(Q(('status', 'failed'), _negated=True), Q(('failure_code', ''), _negated=True), _connector='OR'), name='stripeevent_is_failed_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='stripeevent',
            constraint=models.CheckConstraint(condition=Q(Q(('status', 'completed'), Q(('outcome', ''), _negated=True)), Q(Q(('status', 'completed'), _negated=True), ('outcome', '')), _connector='OR'), name='stripeevent_is_completed_with_an_outcome'),
        ),
    ]
