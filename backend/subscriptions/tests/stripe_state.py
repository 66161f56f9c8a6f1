"""What happens at Stripe, said by the tests: objects change, and events tell of it."""

import copy
import hashlib
import hmac
import json
import time
from collections.abc import Callable

from subscriptions.tests import stripe_shapes as shapes
from subscriptions.tests.stripe_shapes import Shape

WEBHOOK_SECRET = "whsec_local"
MONTH = 30 * 86400


class StripeState:
    """Objects by id, and the events in the order they happened. `now` in Unix seconds."""

    def __init__(self) -> None:
        self.objects: dict[str, Shape] = {}
        self.events: list[Shape] = []
        self.now: Callable[[], int] = lambda: int(time.time())
        self._count = 0

    def take_events(self) -> list[Shape]:
        taken, self.events = self.events, []
        return taken

    def create_customer(self, email: str) -> str:
        customer_id = self._new_id("cus")
        self.objects[customer_id] = shapes.customer(customer_id, email=email, created=self.now())
        return customer_id

    def create_session(self, customer_id: str, price_id: str, *, base: str) -> str:
        session_id = self._new_id("cs")
        self.objects[session_id] = shapes.checkout_session(
            session_id, customer_id=customer_id, base=base, created=self.now()
        ) | {"_price": price_id}
        return session_id

    def create_invoice(self, subscription_id: str, *, created: int | None = None) -> str:
        invoice_id = self._new_id("in")
        about = self.objects[subscription_id]
        self.objects[invoice_id] = shapes.invoice(
            invoice_id,
            customer_id=about["customer"],
            subscription_id=subscription_id,
            amount=about["items"]["data"][0]["price"]["unit_amount"],
            created=created or self.now(),
        )
        about["latest_invoice"] = invoice_id
        return invoice_id

    def pay(self, session_id: str, *, status: str = "active") -> str:
        """Somebody pays on the checkout page. Returns the subscription."""
        session = self.objects[session_id]
        subscription_id = self.subscribe(
            session["customer"], session["_price"], status=status, silent=True
        )
        session |= {"status": "complete", "payment_status": "paid", "subscription": subscription_id}
        self.tell("checkout.session.completed", session_id)
        self.tell("customer.subscription.created", subscription_id)
        self.tell("invoice.paid", self.objects[subscription_id]["latest_invoice"])
        return subscription_id

    def subscribe(
        self, customer_id: str, price_id: str, *, status: str = "active", silent: bool = False
    ) -> str:
        subscription_id = self._new_id("sub")
        self.objects[subscription_id] = shapes.subscription(
            subscription_id, customer_id=customer_id, price_id=price_id, start=self.now()
        ) | {"status": status}
        invoice_id = self.create_invoice(subscription_id)
        self.collect(invoice_id)
        if not silent:
            self.tell("customer.subscription.created", subscription_id)
            self.tell("invoice.paid", invoice_id)
        return subscription_id

    def renew(self, subscription_id: str, *, declined: bool = False) -> str:
        """The next period begins, paid for or not. Returns the invoice."""
        item = self.objects[subscription_id]["items"]["data"][0]
        item["current_period_start"] = item["current_period_end"]
        item["current_period_end"] += MONTH
        invoice_id = self.create_invoice(subscription_id, created=item["current_period_start"])
        if declined:
            self.objects[invoice_id] |= {"attempted": True, "attempt_count": 1}
            self.objects[subscription_id]["status"] = "past_due"
            self.tell("invoice.payment_failed", invoice_id)
        else:
            self.collect(invoice_id)
            self.tell("invoice.paid", invoice_id)
        self.tell("customer.subscription.updated", subscription_id)
        return invoice_id

    def settle(self, invoice_id: str) -> None:
        """An open invoice is paid after all."""
        subscription_id = self.objects[invoice_id]["parent"]["subscription_details"]["subscription"]
        self.collect(invoice_id)
        self.objects[subscription_id]["status"] = "active"
        self.tell("invoice.paid", invoice_id)
        self.tell("customer.subscription.updated", subscription_id)

    def end(self, subscription_id: str) -> None:
        self.objects[subscription_id] |= {"status": "canceled", "ended_at": self.now()}
        self.tell("customer.subscription.deleted", subscription_id)

    def refund(self, invoice_id: str, *, amount: int) -> None:
        charge = self.objects[f"ch_{invoice_id}"]
        charge["amount_refunded"] += amount
        charge["refunded"] = charge["amount_refunded"] == charge["amount"]
        self.tell("charge.refunded", charge["id"])
        refund = shapes.refund(charge["id"], amount=amount)
        self.objects[refund["id"]] = refund
        self.tell("refund.updated", refund["id"])

    def delete_customer(self, customer_id: str) -> None:
        self.tell("customer.deleted", customer_id)
        for each in list(self.objects.values()):
            if each.get("object") == "subscription" and each["customer"] == customer_id:
                self.end(each["id"])
        self.objects[customer_id] = {"id": customer_id, "object": "customer", "deleted": True}

    def collect(self, invoice_id: str) -> None:
        about = self.objects[invoice_id]
        amount = about["amount_due"]
        about |= {"status": "paid", "amount_paid": amount, "amount_remaining": 0, "attempted": True}
        payment = shapes.invoice_payment(invoice_id, amount=amount)
        charge = shapes.charge(invoice_id, customer_id=about["customer"], amount=amount)
        self.objects |= {payment["id"]: payment, charge["id"]: charge}

    def tell(self, kind: str, about: str) -> None:
        shown = copy.deepcopy(self.objects[about])
        self.events.append(shapes.event(self._new_id("evt"), kind, shown, created=self.now()))

    def _new_id(self, prefix: str) -> str:
        self._count += 1
        return f"{prefix}_{self._count}"


def signed(event: Shape) -> tuple[bytes, str]:
    """Body and `Stripe-Signature`, as docs.stripe.com/webhooks/signature has it."""
    return sign(json.dumps(event).encode())


def sign(body: bytes, *, secret: str = WEBHOOK_SECRET, age: int = 0) -> tuple[bytes, str]:
    moment = int(time.time()) - age
    digest = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return body, f"t={moment},v1={digest}"
