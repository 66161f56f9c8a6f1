from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from receipts.change_triggers import TRIGGERS, begin_anew_after_migrating


class ReceiptsConfig(AppConfig):
    name = "receipts"

    def ready(self) -> None:
        from receipts import checks, receivers  # noqa: F401, PLC0415 - known once apps are loaded

        pre_migrate.connect(
            TRIGGERS.remove_before_migrating, sender=self, dispatch_uid="receipts.remove_triggers"
        )
        post_migrate.connect(
            TRIGGERS.add_after_migrating, sender=self, dispatch_uid="receipts.add_triggers"
        )
        post_migrate.connect(
            begin_anew_after_migrating, sender=self, dispatch_uid="receipts.begin_anew"
        )
