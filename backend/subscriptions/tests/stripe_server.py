"""A small Stripe on 127.0.0.1: answers in recorded shapes, keeps what it is told, honours
idempotency keys and refuses parameters that it does not know."""

import copy
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from subscriptions.tests import stripe_shapes as shapes
from subscriptions.tests.stripe_shapes import Shape
from subscriptions.tests.stripe_state import StripeState

SECRET_KEY = "sk_test_local"

# Call, the method that answers it, the parameters it knows.
ROUTES = [
    (r"POST /v1/customers", "post_customer", r"email|name|metadata\[account\]"),
    (r"GET /v1/prices", "list_prices", r"lookup_keys\[0\]|active"),
    (
        r"POST /v1/checkout/sessions",
        "post_session",
        r"mode|customer|client_reference_id|success_url|cancel_url|metadata\[(account|plan)\]"
        r"|line_items\[0\]\[(price|quantity)\]|subscription_data\[metadata\]\[account\]",
    ),
    (r"POST /v1/checkout/sessions/(\w+)/expire", "expire_session", ""),
    (r"POST /v1/billing_portal/sessions", "post_portal", "customer|return_url"),
    (r"GET /v1/subscriptions", "list_subscriptions", "customer|status|limit"),
    (
        r"POST /v1/subscriptions/(\w+)",
        "post_subscription",
        r"cancel_at_period_end|items\[0\]\[(id|price)\]|(proration|payment)_behavior",
    ),
    (r"DELETE /v1/subscriptions/(\w+)", "delete_subscription", ""),
    (r"GET /v1/invoices", "list_invoices", "customer|limit"),
    (r"GET /v1/invoice_payments", "list_invoice_payments", "invoice|status"),
    (r"GET /v1/(?:customers|subscriptions|checkout/sessions|charges)/(\w+)", "retrieve", ""),
]


class RefusalError(Exception):
    def __init__(self, status: int, kind: str, *, code: str = "") -> None:
        super().__init__(status)
        self.status, self.body = status, shapes.error(kind, code=code)


def missing() -> RefusalError:
    return RefusalError(404, "invalid_request_error", code="resource_missing")


class StripeServer(StripeState):
    """`is_away` answers 503 to everything; `declines` refuses the card; `held` makes every answer
    wait, once it is ready. `pages`: what the addresses of its pages begin with."""

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[tuple[str, dict[str, str], dict[str, str]]] = []
        self.is_away = False
        self.declines = False
        self.pages = ""
        self.answered = threading.Event()
        self.held = threading.Event()
        self.held.set()
        self._answers: dict[str, tuple[dict[str, str], Shape]] = {}
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self.held.set()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()

    def calls(self, call: str) -> list[dict[str, str]]:
        """The parameters of each request to e.g. "POST /v1/customers"."""
        return [params for made, params, _ in self.requests if made == call]

    def answer(self, call: str, params: dict[str, str], headers: dict[str, str]) -> Shape:
        self.requests.append((call, params, headers))
        if self.is_away:
            raise RefusalError(503, "api_error")
        if headers.get("authorization") != f"Bearer {SECRET_KEY}":
            raise RefusalError(401, "invalid_request_error")
        key = headers.get("idempotency-key", "")
        if key in self._answers:
            if self._answers[key][0] != params:
                raise RefusalError(400, "idempotency_error")
            return self._answers[key][1]
        answer = copy.deepcopy(self._route(call, params))
        if key:
            self._answers[key] = (params, answer)
        return answer

    def _route(self, call: str, params: dict[str, str]) -> Shape:
        for pattern, name, known in ROUTES:
            if match := re.fullmatch(pattern, call):
                if any(not re.fullmatch(known, each) for each in params):
                    raise RefusalError(400, "invalid_request_error", code="parameter_unknown")
                answer: Shape = getattr(self, name)(*match.groups(), params)
                return answer
        raise missing()

    def retrieve(self, object_id: str, params: dict[str, str]) -> Shape:
        if object_id not in self.objects:
            raise missing()
        return self.objects[object_id]

    def post_customer(self, params: dict[str, str]) -> Shape:
        return self.objects[self.create_customer(params["email"])]

    def list_prices(self, params: dict[str, str]) -> Shape:
        found = [shapes.price(each) for each in shapes.PRICES]
        wanted = params["lookup_keys[0]"]
        return shapes.listing([each for each in found if each["lookup_key"] == wanted])

    def post_session(self, params: dict[str, str]) -> Shape:
        self._refuse_gone(params["customer"])
        session_id = self.create_session(
            params["customer"], params["line_items[0][price]"], base=self.pages or self.address
        )
        return self.objects[session_id]

    def expire_session(self, session_id: str, params: dict[str, str]) -> Shape:
        session = self.retrieve(session_id, {})
        if session["status"] != "open":
            raise RefusalError(400, "invalid_request_error")
        session["status"] = "expired"
        return session

    def post_portal(self, params: dict[str, str]) -> Shape:
        return {
            "id": "bps_1",
            "object": "billing_portal.session",
            "url": f"{self.pages or self.address}/p/1",
        }

    def list_subscriptions(self, params: dict[str, str]) -> Shape:
        found = self._list("subscription", params)
        if params.get("status") != "all":
            found = [each for each in found if each["status"] != "canceled"]
        return shapes.listing(found)

    def list_invoices(self, params: dict[str, str]) -> Shape:
        return shapes.listing(self._list("invoice", params))

    def list_invoice_payments(self, params: dict[str, str]) -> Shape:
        found = self.objects.get(f"inpay_{params['invoice']}")
        return shapes.listing([found] if found else [])

    def post_subscription(self, subscription_id: str, params: dict[str, str]) -> Shape:
        about = self.retrieve(subscription_id, {})
        pays_now = params.get("proration_behavior") == "always_invoice"
        if self.declines and pays_now:
            raise RefusalError(402, "card_error", code="card_declined")
        if "items[0][price]" in params:
            about["items"]["data"][0]["price"] = shapes.price(params["items[0][price]"])
        if pays_now:
            self.collect(self.create_invoice(subscription_id))
        if "cancel_at_period_end" in params:
            about["cancel_at_period_end"] = params["cancel_at_period_end"] == "true"
        self.tell("customer.subscription.updated", subscription_id)
        return about

    def delete_subscription(self, subscription_id: str, params: dict[str, str]) -> Shape:
        if self.retrieve(subscription_id, {})["status"] == "canceled":
            raise missing()
        self.end(subscription_id)
        return self.objects[subscription_id]

    def _list(self, kind: str, params: dict[str, str]) -> list[Shape]:
        """Newest first, as Stripe lists."""
        if "customer" in params:
            self._refuse_gone(params["customer"])
        found = [
            each
            for each in self.objects.values()
            if each["object"] == kind and params.get("customer") in {None, each["customer"]}
        ]
        return sorted(found, key=lambda each: -each["created"])

    def _refuse_gone(self, customer_id: str) -> None:
        if self.objects.get(customer_id, {"deleted": True}).get("deleted"):
            raise RefusalError(400, "invalid_request_error", code="resource_missing")


def _handler_of(server: StripeServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._reply(dict(parse_qsl(urlsplit(self.path).query)))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self._reply(dict(parse_qsl(body.decode())))

        def do_DELETE(self) -> None:
            self._reply({})

        def _reply(self, params: dict[str, str]) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            call = f"{self.command} {urlsplit(self.path).path}"
            try:
                status, body = 200, server.answer(call, params, headers)
            except RefusalError as refusal:
                status, body = refusal.status, refusal.body
            text = json.dumps(body).encode()
            server.answered.set()
            server.held.wait(10)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *args: object) -> None:
            pass

    return Handler
