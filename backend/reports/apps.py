from django.apps import AppConfig
from django.db.backends.signals import connection_created

from reports.exact import add_money_functions


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        connection_created.connect(add_money_functions, dispatch_uid="reports.money")
