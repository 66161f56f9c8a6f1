from django.apps import AppConfig


class ReceiptsConfig(AppConfig):
    name = "receipts"

    def ready(self) -> None:
        from receipts import checks, receivers  # noqa: F401, PLC0415 - known once apps are loaded
