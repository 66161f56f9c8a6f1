"""A browser with a client of the same origin in it: it keeps cookies and shows the token."""

import json
from typing import Any

from django.test import Client

AUTH = "/api/v1/auth/browser/v1"


class Browser(Client):
    """Its calls are looked at for forgery, as those of real ones are."""

    def __init__(self, **defaults: Any) -> None:
        super().__init__(enforce_csrf_checks=True, **defaults)
        self.get(f"{AUTH}/config")

    @property
    def session_cookie(self) -> Any:
        return self.cookies.get("api_session")

    def call(self, method: str, path: str, body: object = None, **more: Any) -> Any:
        headers = {"X-CSRFToken": self.cookies["csrftoken"].value} | more.pop("headers", {})
        return self.generic(
            method,
            path,
            json.dumps({} if body is None else body),
            content_type="application/json",
            headers=headers,
            **more,
        )

    def sign_in(self, email: str, password: str) -> Any:
        return self.call("POST", f"{AUTH}/auth/login", {"email": email, "password": password})
