"""The task engine that runs nothing: what is queued waits until a test reads it itself."""

NO_ENGINE = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend", "QUEUES": []}}
