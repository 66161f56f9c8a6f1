from django.apps import AppConfig


class SubscriptionsConfig(AppConfig):
    name = "subscriptions"

    def ready(self) -> None:
        from subscriptions import checks  # noqa: F401, PLC0415 - registers itself, apps are ready
        from subscriptions.services import quota_periods  # noqa: F401, PLC0415 - so does its receiver
