from django.apps import AppConfig


class ReceiptsConfig(AppConfig):
    name = "receipts"

    def ready(self) -> None:
        from receipts import checks  # noqa: F401, PLC0415 - registers them once apps are loaded
