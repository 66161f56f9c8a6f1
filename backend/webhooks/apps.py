from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "webhooks"

    def ready(self) -> None:
        import webhooks.receivers  # noqa: F401, PLC0415 - the models are loaded only now
