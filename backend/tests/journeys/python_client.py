"""A receipt's way through the generated Python client: `python_client.py URL EMAIL PASSWORD FILE`.

Run in a process of its own, beside the package `smart_accounting` that was generated. Prints JSON.
"""

import json
import sys
import time
from io import BytesIO
from pathlib import Path

from smart_accounting import AuthenticatedClient, Client
from smart_accounting.api.accounts import accounts_sign_in
from smart_accounting.api.receipts import (
    receipts_create,
    receipts_originals,
    receipts_partial_update,
    receipts_processing_status_retrieve,
    receipts_retrieve,
)
from smart_accounting.api.reports import reports_export_retrieve, reports_summary_retrieve
from smart_accounting.models import (
    ApiError,
    PatchedEntryChangeRequest,
    ReceiptUploadRequest,
    ReportsExportRetrieveFileFormat,
    ReportsExportRetrieveName,
    SignInRequest,
)
from smart_accounting.types import File


def main(url: str, email: str, password: str, path: str) -> None:
    who = SignInRequest(email=email, password=password)
    tokens = accounts_sign_in.sync(client=Client(base_url=url), body=who)
    client = AuthenticatedClient(base_url=url, token=tokens.access)
    photo = File(payload=BytesIO(Path(path).read_bytes()), file_name="lunch.png")
    made = receipts_create.sync(client=client, body=ReceiptUploadRequest(image=photo))
    give_up = time.monotonic() + 60
    status = made.ocr_status
    while status not in {"completed", "failed"} and time.monotonic() < give_up:
        time.sleep(0.1)
        status = receipts_processing_status_retrieve.sync(made.id, client=client).ocr_status
    read = receipts_retrieve.sync_detailed(made.id, client=client)
    change = PatchedEntryChangeRequest(vendor="Corner Shop", notes="lunch")
    tag = read.headers["ETag"]
    corrected = receipts_partial_update.sync(made.id, client=client, body=change, if_match=tag)
    stale = receipts_partial_update.sync(made.id, client=client, body=change, if_match=tag)
    name, kind = ReportsExportRetrieveName, ReportsExportRetrieveFileFormat
    book = reports_export_retrieve.sync(name.LEDGER, kind.CSV, client=client)
    originals = receipts_originals.sync(client=client)
    summary = reports_summary_retrieve.sync(client=client)
    found = {
        "status": status,
        "read_vendor": read.parsed.transaction.vendor,
        "vendor": corrected.transaction.vendor,
        "total": corrected.transaction.total,
        "stale": [type(stale) is ApiError, stale.code],
        "csv": book.payload.read().decode("utf-8-sig"),
        "archive": originals.payload.read(2).decode(),
        "receipts": summary.quick_metrics.total_receipts,
    }
    sys.stdout.write(json.dumps(found))


main(*sys.argv[1:])
