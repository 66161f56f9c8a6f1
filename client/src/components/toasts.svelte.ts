/** Short notices at the edge of the page, with a way back where there is one. */

import { asApiError } from "../api/errors";
import { m } from "../i18n/generated/messages";

export interface Toast {
  id: number;
  text: string;
  kind: "good" | "bad";
  undo?: (() => unknown) | undefined;
}

const SECONDS = 8;

let last = 0;

class Toasts {
  list = $state<Toast[]>([]);

  /** `undo` is offered as a button; then it stays until it is closed or another one comes. */
  show(text: string, { kind = "good", undo }: Partial<Pick<Toast, "kind" | "undo">> = {}): void {
    const toast: Toast = { id: (last += 1), text, kind, undo };
    this.list = [...this.list.filter((other) => !other.undo).slice(-2), toast];
    if (!undo) setTimeout(() => this.close(toast.id), SECONDS * 1000);
  }

  /** `undo`: what did not succeed was an undo, and can be tried again. */
  showError(error: unknown, undo?: () => unknown): void {
    const { message, retryAfter } = asApiError(error);
    const wait = retryAfter ? m.common_wait({ seconds: retryAfter }) : "";
    this.show(`${message} ${wait}`.trim(), { kind: "bad", undo });
  }

  close(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
