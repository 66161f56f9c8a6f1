// A receipt's way through the client that orval has made.
import {
  accountsSignIn,
  receiptsCreate,
  receiptsOriginals,
  receiptsPartialUpdate,
  receiptsProcessingStatusRetrieve,
  receiptsRetrieve,
  reportsExportRetrieve,
  reportsSummaryRetrieve,
  type ApiError,
} from "./smart-accounting.ts";

export async function travel(baseUrl: string, email: string, password: string, image: File) {
  const anybody: typeof fetch = (path, call) => fetch(baseUrl + path, call);
  const tokens = await accountsSignIn({ email, password }, {}, anybody);
  if (tokens.status !== 200) throw refused(tokens.data);
  const Authorization = `Bearer ${tokens.data.access}`;
  const me: typeof fetch = (path, call) =>
    fetch(baseUrl + path, { ...call, headers: { ...call?.headers, Authorization } });

  const made = await receiptsCreate({ image }, {}, {}, me);
  if (made.status !== 201) throw refused(made.data);
  const { id } = made.data;
  let status = made.data.ocr_status;
  for (const end = Date.now() + 60_000; isAtWork(status) && Date.now() < end; await pause()) {
    const poll = await receiptsProcessingStatusRetrieve(id, {}, me);
    if (poll.status !== 200) throw refused(poll.data);
    status = poll.data.ocr_status;
  }
  const read = await receiptsRetrieve(id, {}, me);
  if (read.status !== 200) throw refused(read.data);
  const change = { vendor: "Corner Shop", notes: "lunch" };
  const tag = { "If-Match": read.headers.get("ETag") ?? "" };
  const corrected = await receiptsPartialUpdate(id, change, tag, {}, me);
  if (corrected.status !== 200) throw refused(corrected.data);
  const stale = await receiptsPartialUpdate(id, change, tag, {}, me);

  const csv = await reportsExportRetrieve("ledger", "csv", {}, {}, me);
  if (csv.status !== 200) throw new Error(`no file: ${csv.status}`);
  const originals = await receiptsOriginals({ ocr_status: ["completed", "failed"] }, {}, me);
  if (originals.status !== 200) throw refused(originals.data);
  const summary = await reportsSummaryRetrieve({}, {}, me);
  if (summary.status !== 200) throw refused(summary.data);
  return {
    status,
    read_vendor: read.data.transaction?.vendor,
    vendor: corrected.data.transaction?.vendor,
    version: corrected.data.version - read.data.version,
    stale: stale.status === 412 && [stale.status, stale.data.code],
    csv: await csv.data.text(),
    archive: await originals.data.slice(0, 2).text(),
    receipts: summary.data.quick_metrics.total_receipts,
  };
}

const refused = (error: ApiError) => new Error(error.detail);

const isAtWork = (status: string) => status === "pending" || status === "processing";

const pause = () => new Promise((resume) => setTimeout(resume, 100));
