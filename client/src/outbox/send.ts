/** One upload with its progress, which only XMLHttpRequest tells. */

import type { Schema } from "../api/client";
import { errorOfText, lateError, offlineError } from "../api/errors";
import { personStillThere, signedInAgain, sureToken } from "../api/transport";
import { locale } from "../i18n/locale.svelte";
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
  let answer = await post(upload, options);
  if (answer.status === 401) {
    await signedInAgain();
    answer = await post(upload, options);
  }
  const header = (name: string) => answer.getResponseHeader(name);
  if (answer.status !== 201) throw errorOfText(answer.status, answer.responseText, header);
  return JSON.parse(answer.responseText) as Receipt;
}

async function post(upload: Upload, { signal, onprogress }: Options): Promise<XMLHttpRequest> {
  await personStillThere();
  const token = await sureToken();
  if (signal.aborted) throw lateError();
  const call = new XMLHttpRequest();
  call.open("POST", "/api/v1/receipts/");
  call.setRequestHeader("Accept", "application/json");
  call.setRequestHeader("Accept-Language", locale());
  call.setRequestHeader("X-CSRFToken", token);
  call.setRequestHeader("Idempotency-Key", upload.key);
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
    call.send(formOf(upload));
  });
}

function formOf({ files, name }: Upload): FormData {
  const form = new FormData();
  if (files.length === 1) form.append("image", files[0]!, name);
  else for (const file of files) form.append("pages", file, file.name);
  return form;
}
