/** One upload with its progress, which only XMLHttpRequest tells. */

import type { Schema } from "../api/client";
import { type ApiError, errorOfText, lateError, offlineError } from "../api/errors";
import { personStillThere, signedInAgain, sureToken } from "../api/transport";
import { locale } from "../i18n/locale.svelte";
import { firstOfSeveral } from "./several";
import type { Upload } from "./store";

export type Receipt = Schema["Receipt"];

/** A connection that has died says nothing by itself. */
const SILENT_SECONDS = 90;

interface Options {
  signal: AbortSignal;
  /** The share that has been sent. */
  onprogress: (share: number) => void;
}

/** Throws ApiError. Where the session has ended it waits for a new one. */
export async function sendUpload(upload: Upload, options: Options): Promise<Receipt> {
  const answer = await postSignedIn(ONE, upload, options);
  if (answer.status === 201) return JSON.parse(answer.responseText) as Receipt;
  const error = errorOf(answer);
  if (error.code !== "several_documents" || upload.files.length > 1) throw error;
  const answers = await postSignedIn(EACH, upload, options);
  if (answers.status !== 207) throw errorOf(answers);
  return firstOfSeveral(JSON.parse(answers.responseText) as Schema["BulkUploadAnswers"]);
}

/** Where there is one receipt in it, and where there are several: a mail with many attachments. */
const ONE = "/api/v1/receipts/";
const EACH = "/api/v1/receipts/bulk/";

function errorOf(answer: XMLHttpRequest): ApiError {
  return errorOfText(answer.status, answer.responseText, (name) => answer.getResponseHeader(name));
}

async function postSignedIn(
  url: string,
  upload: Upload,
  options: Options,
): Promise<XMLHttpRequest> {
  const answer = await post(url, upload, options);
  if (answer.status !== 401) return answer;
  await signedInAgain();
  return post(url, upload, options);
}

async function post(
  url: string,
  upload: Upload,
  { signal, onprogress }: Options,
): Promise<XMLHttpRequest> {
  await personStillThere();
  const token = await sureToken();
  if (signal.aborted) throw lateError();
  const call = new XMLHttpRequest();
  call.open("POST", url);
  call.setRequestHeader("Accept", "application/json");
  call.setRequestHeader("Accept-Language", locale());
  call.setRequestHeader("X-CSRFToken", token);
  // A key is for one call, and each of the two is one.
  call.setRequestHeader("Idempotency-Key", url === ONE ? upload.key : `${upload.key}-each`);
  return new Promise((resolve, reject) => {
    let silence: ReturnType<typeof setTimeout>;
    const hear = () => {
      clearTimeout(silence);
      silence = setTimeout(() => call.abort(), SILENT_SECONDS * 1000);
    };
    hear();
    call.upload.onprogress = ({ loaded, total }) => {
      hear();
      onprogress(total ? loaded / total : 0);
    };
    call.onload = () => resolve(call);
    call.onerror = () => reject(offlineError());
    call.onabort = () => reject(lateError());
    call.onloadend = () => clearTimeout(silence);
    signal.addEventListener("abort", () => call.abort());
    call.send(formOf(url, upload));
  });
}

function formOf(url: string, { files, name }: Upload): FormData {
  const form = new FormData();
  if (url === EACH) form.append("files", files[0]!, name);
  else if (files.length === 1) form.append("image", files[0]!, name);
  else for (const file of files) form.append("pages", file, file.name);
  return form;
}
