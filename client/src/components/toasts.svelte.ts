/** Short notices at the edge of the page, with a way back where there is one. */

import { asApiError } from "../api/errors";
import { waitText } from "../waiting";

export interface Toast {
  id: number;
  text: string;
  kind: "good" | "bad";
  undo?: (() => unknown) | undefined;
}

const SECONDS = 8;
/** Of those that came before. */
const MOST = 4;

let last = 0;

class Toasts {
  list = $state<Toast[]>([]);

  /**
   * What went well goes by itself; with `undo`, which is offered as a button, when another one comes.
   * What did not stays until it is closed: nobody is hurried.
   */
  show(text: string, { kind = "good", undo }: Partial<Pick<Toast, "kind" | "undo">> = {}): void {
    const toast: Toast = { id: (last += 1), text, kind, undo };
    const others = this.list.filter((other) => !(other.undo && other.kind === "good"));
    this.list = [...others.filter((other) => other.text !== text).slice(-MOST), toast];
    if (kind === "good" && !undo) setTimeout(() => this.close(toast.id), SECONDS * 1000);
  }

  /** `undo`: what did not succeed was an undo, and can be tried again. */
  showError(error: unknown, undo?: () => unknown): void {
    const told = asApiError(error);
    this.show(`${told.message} ${waitText(told)}`.trim(), { kind: "bad", undo });
  }

  close(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  closeAll(): void {
    this.list = [];
  }
}

export const toasts = new Toasts();
