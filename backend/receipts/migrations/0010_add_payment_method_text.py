from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("receipts", "0009_widen_report_indexes")]
    operations = [
        migrations.AddField(
            "transaction",
            "payment_method_text",
            models.CharField(blank=True, default="", help_text="as printed", max_length=50),
            preserve_default=False,
        ),
    ]
