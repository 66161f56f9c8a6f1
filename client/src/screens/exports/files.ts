/** The files that there are, and how one comes. */

import { answer, api, type Schema } from "../../api/client";
import { asBroken, errorOf } from "../../api/errors";
import { sendSignedIn } from "../../api/transport";
import { m } from "../../i18n/generated/messages";
import { askedOf, reportLabel, type Question, type ReportName } from "../../reporting";

export type Job = Schema["ExportJob"];
/** CSV in two kinds: with the mark that makes Excel read it as UTF-8. */
export type FileFormat = Job["format"] | "csv-excel";

const DOCUMENTS: FileFormat[] = ["csv", "csv-excel", "xlsx", "pdf"];
const OF_THE_LEDGER: FileFormat[] = [
  "package",
  ...DOCUMENTS,
  "beancount",
  "hledger",
  "qif",
  "quickbooks",
  "xero",
];
/** A file of these holds one currency, and is never converted. */
const ONE_CURRENCY: FileFormat[] = ["qif", "quickbooks", "xero"];

/** Their tables open in Excel as it writes them in the person's language. */
const FOR_EXCEL: FileFormat[] = ["csv-excel", "package"];

const LABELS: Record<FileFormat, () => string> = {
  package: m.exports_format_package,
  csv: m.exports_format_csv,
  "csv-excel": m.exports_format_csv_excel,
  xlsx: m.exports_format_xlsx,
  pdf: m.exports_format_pdf,
  beancount: m.exports_format_beancount,
  hledger: m.exports_format_hledger,
  qif: m.exports_format_qif,
  quickbooks: m.exports_format_quickbooks,
  xero: m.exports_format_xero,
};

export function formatsOf(report: ReportName): FileFormat[] {
  return report === "ledger" ? OF_THE_LEDGER : DOCUMENTS;
}

export function formatLabel(format: FileFormat): string {
  return LABELS[format]();
}

export function hintOf(format: FileFormat, home: string): string | undefined {
  if (format === "package") return m.exports_hint_package();
  if (ONE_CURRENCY.includes(format)) return m.exports_hint_one_currency({ currency: home });
  return undefined;
}

/** What the API takes for this file; it refuses what a report does not have. */
export function queryOf(report: ReportName, format: FileFormat, question: Question) {
  return { ...askedOf(report, question), ...(FOR_EXCEL.includes(format) ? { bom: true } : {}) };
}

export type Got = { job: Job } | { name: string; file: Blob; counted: number; leftOut: number };

/** The file where it is small, else the job that makes it. */
export async function getFile(
  report: ReportName,
  format: FileFormat,
  question: Question,
): Promise<Got> {
  const path = { name: report, file_format: format === "csv-excel" ? "csv" : format } as const;
  const query = queryOf(report, format, question);
  const call = api.GET("/api/v1/reports/{name}/export/{file_format}/", {
    params: { path, query },
    parseAs: "blob",
  });
  const { data, response } = await answer(call);
  const file = data as Blob;
  if (response.status === 202) return { job: JSON.parse(await file.text()) as Job };
  const { headers } = response;
  return {
    name: nameOf(headers.get("Content-Disposition") ?? "") || `${report}.${path.file_format}`,
    file,
    counted: Number(headers.get("X-Entries-Counted")),
    leftOut: Number(headers.get("X-Entries-Left-Out")),
  };
}

export function nameOf(disposition: string): string {
  return /filename="([^"/\\]+)"/.exec(disposition)?.[1] ?? "";
}

export function jobName({ filename, report, format }: Job): string {
  const [reportName, formatName] = [reportLabel(report), formatLabel(format)];
  return filename || m.exports_report_format({ report: reportName, format: formatName });
}

/** Into the browser's downloads. */
export function save(file: Blob, name: string): void {
  const href = URL.createObjectURL(file);
  download(href, name);
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

/**
 * A file of the server's, as large as it may be. The browser says in its own words alone that there
 * is none, so it is asked before. Throws ApiError.
 */
export async function saveStored(href: string, name: string): Promise<void> {
  const asked = new AbortController();
  try {
    const request = new Request(new URL(href, location.origin), { signal: asked.signal });
    const response = await sendSignedIn(request);
    if (!response.ok) throw await errorOf(response);
  } catch (error) {
    throw asBroken(error);
  } finally {
    asked.abort();
  }
  download(href, name);
}

function download(href: string, name: string): void {
  Object.assign(document.createElement("a"), { href, download: name }).click();
}
