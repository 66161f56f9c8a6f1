from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate

from reports.change_triggers import TRIGGERS
from reports.cursors import plan_for_whole_results
from reports.exact import add_money_functions


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        connection_created.connect(add_money_functions, dispatch_uid="reports.money")
        connection_created.connect(plan_for_whole_results, dispatch_uid="reports.cursors")
        pre_migrate.connect(
            TRIGGERS.remove_before_migrating, sender=self, dispatch_uid="reports.remove_triggers"
        )
        post_migrate.connect(
            TRIGGERS.add_after_migrating, sender=self, dispatch_uid="reports.add_triggers"
        )
