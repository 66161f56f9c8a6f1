// A receipt's way through openapi-fetch, by the types that openapi-typescript has made.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.ts";

type ApiError = components["schemas"]["ApiError"];

const querySerializer = { array: { style: "form", explode: false } } as const;

export async function travel(baseUrl: string, email: string, password: string, image: File) {
  const anybody = createClient<paths>({ baseUrl });
  const tokens = good(await anybody.POST("/api/v1/accounts/token/", { body: { email, password } }));
  const headers = { Authorization: `Bearer ${tokens.access}` };
  const api = createClient<paths>({ baseUrl, headers, querySerializer });

  const made = good(await api.POST("/api/v1/receipts/", { body: { image }, bodySerializer: form }));
  const path = { id: made.id };
  let status = made.ocr_status;
  for (const end = Date.now() + 60_000; isAtWork(status) && Date.now() < end; await pause()) {
    const poll = await api.GET("/api/v1/receipts/{id}/processing_status/", { params: { path } });
    status = good(poll).ocr_status;
  }
  const read = await api.GET("/api/v1/receipts/{id}/", { params: { path } });
  const change = {
    params: { path, header: { "If-Match": read.response.headers.get("ETag") ?? "" } },
    body: { vendor: "Corner Shop", notes: "lunch" },
  };
  const corrected = good(await api.PATCH("/api/v1/receipts/{id}/", change));
  const stale = await api.PATCH("/api/v1/receipts/{id}/", change);

  const csv = await api.GET("/api/v1/reports/{name}/export/{file_format}/", {
    params: { path: { name: "ledger", file_format: "csv" } },
    parseAs: "blob",
  });
  const originals = await api.GET("/api/v1/receipts/originals/", {
    params: { query: { ocr_status: ["completed", "failed"] } },
    parseAs: "blob",
  });
  const summary = good(await api.GET("/api/v1/reports/summary/"));
  return {
    status,
    read_vendor: good(read).transaction?.vendor,
    vendor: corrected.transaction?.vendor,
    version: corrected.version - good(read).version,
    stale: [stale.response.status, stale.error?.code],
    csv: await good(csv).text(),
    archive: await good(originals).slice(0, 2).text(),
    receipts: summary.quick_metrics.total_receipts,
  };
}

function good<T>(answer: { data?: T; error?: ApiError }): T {
  if (answer.data === undefined) throw new Error(answer.error?.detail);
  return answer.data;
}

function form(body: Record<string, Blob | Blob[]>): FormData {
  const filled = new FormData();
  for (const [name, files] of Object.entries(body))
    for (const file of [files].flat()) filled.append(name, file);
  return filled;
}

const isAtWork = (status: string) => status === "pending" || status === "processing";

const pause = () => new Promise((resume) => setTimeout(resume, 100));
