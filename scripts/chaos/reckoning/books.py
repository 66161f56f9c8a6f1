"""The books: what the database says at the end, read beside the server and not through it."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from chaos.server import WatchedServer

_READ = """
import json
from django.db.models import Count, F
from receipts.models import Receipt, Transaction
from subscriptions.models import QuotaPeriod, QuotaUse
used = QuotaUse.objects.exclude(pk__in=Receipt.objects.exclude(quota_use=None).values("quota_use"))
print(json.dumps({
    "rows": list(Receipt.objects.values_list(
        "pk", "owner__email", "sha256", "files__stored_name", "status", "failure_code",
        "quota_use__state", "transaction__total", "transaction__pk",
    )),
    "entries": Transaction.objects.count(),
    "used": list(QuotaPeriod.objects.values_list("owner__email", "used")),
    "uses_of_no_receipt": used.count(),
}, default=str))
"""


@dataclass(frozen=True)
class Row:
    """One receipt, of one file. `total` None: without an entry, or one that says none."""

    pk: int
    owner: str
    sha256: str
    stored_name: str
    status: str
    failure_code: str
    quota_use: str | None
    total: str | None
    entry: int | None


@dataclass(frozen=True, kw_only=True)
class Books:
    """`used`: the counter of each account's period, by its address."""

    rows: Sequence[Row]
    entries: int
    used: dict[str, int]
    uses_of_no_receipt: int

    def committed(self) -> Counter[str]:
        return Counter(row.owner for row in self.rows if row.quota_use == "committed")


def read_books(server: WatchedServer) -> Books:
    told = json.loads(server.run(_READ))
    return Books(
        rows=[Row(*values) for values in told["rows"]],
        entries=told["entries"],
        used=dict(told["used"]),
        uses_of_no_receipt=told["uses_of_no_receipt"],
    )
