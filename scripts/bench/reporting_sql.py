"""The million entries, and each report's aggregate as one statement written by hand."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from accounts.models import User

SMALL_ACCOUNTS = 800
ENTRIES = 1_000_000
_SEARCH_INDEX = "transaction_search_text"

# Every fifth entry is the large account's, so that its rows lie among everybody's. Dates over three
# years; three currencies; a tenth income; 1,000 vendors; some refunds.
_FILL = """
INSERT INTO receipts_receipt (id, owner_id, original_filename, sha256,
    perceptual_hash, turned_hashes, version, uploaded_at, updated_at,
    status, attempts, failure_code, failure_text, reading, engine, model,
    review_status, review_reasons)
SELECT i, owner, 'scan.jpg', md5(i::text) || md5(i::text), '', '', 1,
    day + time '12:00', day + time '12:00',
    CASE WHEN i / 5 %% 100 = 1 THEN 'failed' ELSE 'completed' END, 1,
    CASE WHEN i / 5 %% 100 = 1 THEN 'unreadable' ELSE '' END, '', '{}', '', '',
    CASE WHEN i / 5 %% 20 = 2 THEN 'needs_review' ELSE 'approved' END, '[]'
FROM (SELECT i, CASE WHEN i %% 5 = 0 THEN %(large)s
        ELSE %(large)s + 1 + (i::bigint * 7919 + i / 5) %% %(small)s END AS owner,
        date '2024-01-01' + (i::bigint * 48271 %% 1096)::int AS day
      FROM generate_series(1, %(entries)s) AS i) AS numbers;

INSERT INTO receipts_transaction (id, owner_id, receipt_id, type, vendor, purchased_on, currency,
    total, tax, category_id, payment_method, payment_method_text, receipt_number, notes,
    deductible_share,
    corrected_fields, applied_rules, version, search_text, vendor_words, created_at, updated_at)
SELECT i, owner_id, i, CASE WHEN i / 5 %% 10 = 3 THEN 'income' ELSE 'expense' END,
    'Vendor number ' || (i::bigint * 31 / 5 %% 1000), uploaded_at::date,
    CASE WHEN i / 5 %% 12 = 4 THEN 'EUR' WHEN i / 5 %% 50 = 7 THEN 'USD' ELSE 'GBP' END,
    ((i::bigint * 16807 / 5 %% 20000) - 500) / 100.0,
    ((i::bigint * 16807 / 5 %% 20000) - 500) / 600.0,
    (SELECT min(id) FROM receipts_category) + i / 5 %% 10, 'card', '', i::text, '',
    CASE WHEN i / 5 %% 3 = 0 THEN 1 WHEN i / 5 %% 7 = 0 THEN 0.5 ELSE 0 END, '[]',
    '[]', 1, '', 'vendor number ' || (i::bigint * 31 / 5 %% 1000), uploaded_at, uploaded_at
FROM (SELECT id AS i, owner_id, uploaded_at FROM receipts_receipt) AS receipts;

INSERT INTO receipts_lineitem (transaction_id, position, description, amount, category_id)
SELECT id, 0, 'something', total, NULL FROM receipts_transaction WHERE id %% 2 = 0
UNION ALL SELECT id, 1, 'something else', 1.25, (SELECT min(id) FROM receipts_category) + 3
FROM receipts_transaction WHERE id / 5 %% 33 = 0;

INSERT INTO receipts_taxline (transaction_id, position, rate, net, tax)
SELECT id, 0, CASE WHEN id / 5 %% 4 = 0 THEN 5 ELSE 20 END, total - tax, tax
FROM receipts_transaction WHERE id / 5 %% 10 < 7;

INSERT INTO receipts_receiptevent (owner_id, receipt_id, transaction_id, kind, data, created_at)
SELECT owner_id, id, id, 'read', '{}', uploaded_at FROM receipts_receipt;
"""


def fill_database() -> None:
    names = ["large", *(f"small{number}" for number in range(SMALL_ACCOUNTS))]
    User.objects.bulk_create(User(email=f"{name}@example.com") for name in names)
    large = User.objects.order_by("pk")[0].pk
    with connection.cursor() as cursor:
        values = {"large": large, "small": SMALL_ACCOUNTS, "entries": ENTRIES}
        with search_index_set_aside():
            cursor.execute(_FILL, values)
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def search_index_set_aside() -> Iterator[None]:
    """An index is faster made at once than row by row. A server without pg_trgm has none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [_SEARCH_INDEX])
        definitions = [definition for (definition,) in cursor.fetchall()]
        cursor.execute(f"DROP INDEX IF EXISTS {_SEARCH_INDEX}")
        yield
        for definition in definitions:
            cursor.execute(definition)


_MINE = "t.owner_id = %(owner)s AND t.deleted_at IS NULL AND t.purchased_on BETWEEN"
_YEAR = f"{_MINE} '2026-01-01' AND '2026-12-31'"
_TO_DATE = f"{_MINE} '2026-01-01' AND '2026-11-20'"
_TWO_YEARS = f"{_MINE} '2025-01-01' AND '2026-12-31'"
_MOVED = """JOIN receipts_transaction t ON t.id = i.transaction_id
    WHERE i.category_id IS NOT NULL AND i.amount IS NOT NULL AND t.total IS NOT NULL
    AND i.category_id IS DISTINCT FROM t.category_id AND"""


def _split(where: str, sums: str = "sum({amount})", lines: str = "") -> str:
    """The entries by category, and the lines that stand in another one. `sums` of the amounts, and
    of the lines' where they differ."""
    return f"""
        SELECT t.type, t.currency, t.category_id, NULL::bigint AS target, count(t.total),
            count(*) - count(t.total), {sums.format(amount="t.total")}
        FROM receipts_transaction t WHERE {where} GROUP BY 1, 2, 3
        UNION ALL
        SELECT t.type, t.currency, t.category_id, i.category_id, count(DISTINCT i.transaction_id),
            0, {(lines or sums).format(amount="i.amount")}
        FROM receipts_lineitem i {_MOVED} {where} GROUP BY 1, 2, 3, 4"""  # noqa: S608


def _sums_since(*days: str) -> str:
    """Of all, and from each of these days on, in one pass."""
    rest = [f"sum({{amount}}) FILTER (WHERE t.purchased_on >= '{day}')" for day in days]
    return ", ".join(["sum({amount})", *rest])


_MONTHS = f"""
    SELECT date_trunc('month', t.purchased_on)::date, t.type, t.currency, count(t.total),
        sum(t.total), count(*) - count(t.total)
    FROM receipts_transaction t WHERE {_YEAR} GROUP BY 1, 2, 3"""  # noqa: S608
_VENDORS = """
    SELECT t.vendor, t.type, t.currency, count(t.total), sum(t.total), min(t.purchased_on),
        max(t.purchased_on), count(*) - count(t.total)
    FROM receipts_transaction t WHERE {where} GROUP BY 1, 2, 3"""
_TAXES = f"""
    SELECT 'all', t.type, t.currency, NULL::numeric, count(t.total), sum(t.total), 0, 0, 0
    FROM receipts_transaction t WHERE {_YEAR} GROUP BY 2, 3
    UNION ALL
    SELECT 'none', t.type, t.currency, NULL, count(*), sum(t.total), 0, sum(t.tax),
        sum(round(t.tax * t.deductible_share, 2))
    FROM receipts_transaction t WHERE {_YEAR} AND t.total IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM receipts_taxline x WHERE x.transaction_id = t.id)
    GROUP BY 2, 3, t.tax IS NULL
    UNION ALL
    SELECT 'rate', t.type, t.currency, x.rate, count(DISTINCT t.id), 0, sum(x.net), sum(x.tax),
        sum(round(x.tax * t.deductible_share, 2))
    FROM receipts_taxline x JOIN receipts_transaction t ON t.id = x.transaction_id
    WHERE {_YEAR} AND t.total IS NOT NULL GROUP BY 2, 3, 4"""  # noqa: S608
_SHARES = "sum({amount}), sum(round({amount} * t.deductible_share, 2))"

# The counts beside the sums of every report: failed, waiting, no date, unreviewed, duplicates.
_FRAME = """
    SELECT (SELECT count(*) FROM receipts_receipt r WHERE r.owner_id = %(owner)s
            AND r.deleted_at IS NULL AND r.status = 'failed'
            AND r.uploaded_at >= '{start}' AND r.uploaded_at < '{after}'),
        (SELECT count(*) FROM receipts_receipt r WHERE r.owner_id = %(owner)s
            AND r.deleted_at IS NULL AND r.status IN ('pending', 'processing')
            AND r.uploaded_at >= '{start}' AND r.uploaded_at < '{after}'),
        (SELECT count(*) FROM receipts_transaction t WHERE t.owner_id = %(owner)s
            AND t.deleted_at IS NULL AND t.purchased_on IS NULL
            AND t.created_at >= '{start}' AND t.created_at < '{after}'),
        (SELECT count(*) FROM receipts_transaction t JOIN receipts_receipt r ON r.id = t.receipt_id
            WHERE t.owner_id = %(owner)s AND t.deleted_at IS NULL AND t.verified_at IS NULL
            AND t.purchased_on >= '{start}' AND t.purchased_on < '{after}'
            AND t.total IS NOT NULL AND r.owner_id = t.owner_id
            AND r.review_status IN ('unreviewed', 'needs_review')),
        (SELECT count(*) FROM receipts_transaction t WHERE t.owner_id = %(owner)s
            AND t.deleted_at IS NULL AND t.total IS NOT NULL
            AND t.purchased_on >= '{start}' AND t.purchased_on < '{after}'
            AND t.receipt_id IN (
                SELECT receipt_id FROM receipts_duplicate WHERE resolution = 'open'))
"""


def _framed(body: str, start: str = "2026-01-01", after: str = "2027-01-01") -> str:
    """One statement for the sums and the counts beside them."""
    frame = _FRAME.format(start=start, after=after)
    return f"""WITH frame AS MATERIALIZED ({frame}), body AS ({body})
        SELECT body.*, (SELECT frame::text FROM frame) FROM body"""  # noqa: S608


_HABITS = f"""
    SELECT vendor, currency, id::text, purchased_on, total, number, rank FROM (
        SELECT t.id, t.vendor, t.currency, t.purchased_on, t.total,
            count(*) OVER w AS number, min(t.total) OVER w AS low, max(t.total) OVER w AS high,
            row_number() OVER (PARTITION BY t.vendor, t.currency ORDER BY t.total, t.id) AS rank
        FROM receipts_transaction t
        WHERE {_YEAR} AND t.type = 'expense' AND t.total IS NOT NULL AND t.vendor <> ''
        WINDOW w AS (PARTITION BY t.vendor, t.currency)) ranked
    WHERE number >= 8 AND (rank > number - 3 OR rank IN
        ((number + 3) / 4, (number + 1) / 2, (3 * number + 3) / 4))
        OR number BETWEEN 3 AND 60 AND low > 0 AND high <= low * 1.5"""  # noqa: S608
_EXPENSES = f"{_YEAR} AND t.type = 'expense'"

STATEMENTS = {
    "summary": _framed(
        f"""SELECT *, (SELECT count(*) FROM receipts_receipt r
            WHERE r.owner_id = %(owner)s AND r.deleted_at IS NULL)
        FROM ({_split(_TO_DATE, _sums_since("2026-11-01", "2026-10-01"))}) AS sums""",  # noqa: S608
        after="2026-11-21",
    ),
    "income-expense": _framed(_MONTHS),
    "category-breakdown": _framed(_split(_TWO_YEARS, _sums_since("2026-01-01"))),
    "vendor-analysis": _framed(_VENDORS.format(where=_YEAR)),
    "tax-deductible": _framed(_split(_EXPENSES, _SHARES)),
    "tax-summary": _framed(_TAXES),
    "predictive-cash-flow": _framed(
        _MONTHS.replace(_YEAR, f"{_MINE} '2023-11-01' AND '2026-10-31'"),
        start="2023-11-01",
        after="2026-11-01",
    ),
    "spending-intelligence": _framed(
        f"""{_HABITS} UNION ALL SELECT type, currency, recent::text, NULL, added, n, category
        FROM ({_split(_EXPENSES, _sums_since("2026-08-01", "2026-05-01"))})
            AS sums (type, currency, category, target, n, lost, added, recent, before)"""  # noqa: S608
    ),
    "business-insights": _framed(
        f"""SELECT month::text, type, currency, NULL::numeric, n, added, 0, 0, 0
            FROM ({_MONTHS}) AS months (month, type, currency, n, added, lost)
        UNION ALL SELECT vendor, type, currency, NULL, n, added, 0, 0, 0
            FROM ({_VENDORS.format(where=_EXPENSES)})
                AS vendors (vendor, type, currency, n, added, first, last, lost)
        UNION ALL {_TAXES}"""  # noqa: S608
    ),
    "audit-log": """
        SELECT e.*, u.*, (SELECT count(*) FROM receipts_receiptevent c
            WHERE c.owner_id = %(owner)s AND c.created_at >= '2026-01-01'
            AND c.created_at < '2027-01-01')
        FROM receipts_receiptevent e LEFT JOIN accounts_user u ON u.id = e.actor_id
        WHERE e.owner_id = %(owner)s AND e.created_at >= '2026-01-01'
            AND e.created_at < '2027-01-01'
        ORDER BY e.created_at DESC, e.id DESC LIMIT 25""",
}
