/** Everything that a receipt's review shows, and the next one ahead of time. */

import { api, data, type Schema } from "../../api/client";
import { asApiError, ApiError } from "../../api/errors";
import { duplicatesOf, goneOf, type Duplicate } from "../../duplicates";
import { fetchPicture } from "../../look-ahead";

/** Without a key that is always null, and that the client of the calls leaves out. */
export type Receipt = Omit<Schema["ReceiptDetail"], "file">;
export type Page = Schema["Page"];

export interface Loaded {
  receipt: Receipt;
  /** Without what could not be had the rest is shown all the same. */
  pages: Page[] | ApiError;
  lines: Schema["PrintedLines"] | null;
  duplicates: Duplicate[];
  /** By number, of those that have set something here; one may be gone. */
  rules: Map<number, Schema["VendorRule"]>;
}

export async function loadReceipt(id: number): Promise<Loaded> {
  const params = { params: { path: { id } } };
  const asked = data(api.GET("/api/v1/receipts/{id}/", params));
  // On its way while the rest of the answers is.
  asked.then(previewOf).catch(() => {});
  const [receipt, pages, lines, duplicates] = await Promise.all([
    asked,
    loadPages(id),
    data(api.GET("/api/v1/receipts/{id}/lines/", params)).catch(() => null),
    loadDuplicates(id).catch(() => []),
  ]);
  const rules = await loadRules(receipt);
  return { receipt, pages, lines, duplicates, rules };
}

/** Settled when the preview is there, or does not come: then the line is free for more. */
export async function previewOf({ files }: Receipt): Promise<void> {
  if (files[0])
    await fetchPicture(files[0].display_url)
      .decode()
      .catch(() => {});
}

/** Links to pictures run out; asked again they are new. */
export async function loadPages(id: number): Promise<Page[] | ApiError> {
  try {
    const path = { params: { path: { id } } };
    return (await data(api.GET("/api/v1/receipts/{id}/pages/", path))).pages;
  } catch (error) {
    return asApiError(error);
  }
}

async function loadDuplicates(id: number): Promise<Duplicate[]> {
  return (await duplicatesOf(id)).filter((one) => one.resolution === "open" && !goneOf(one).length);
}

/** Of its first page, to be looked at beside another one. Null: there is none to be had. */
export async function pictureOf(id: number): Promise<string | null> {
  const path = { params: { path: { id } } };
  const receipt = await data(api.GET("/api/v1/receipts/{id}/", path)).catch(() => null);
  return receipt?.files[0]?.display_url ?? null;
}

async function loadRules({ transaction }: Receipt): Promise<Loaded["rules"]> {
  const ids = [...new Set(transaction?.applied_rules.map(({ rule }) => rule))];
  const found = await Promise.all(
    ids.map((id) =>
      data(api.GET("/api/v1/receipts/vendor-rules/{id}/", { params: { path: { id } } })).catch(
        () => null,
      ),
    ),
  );
  return new Map(found.filter((rule) => rule !== null).map((rule) => [rule.id, rule]));
}
