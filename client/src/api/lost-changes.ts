/**
 * Changes whose answer was lost: nobody knows whether they were done. One that was is why the next
 * is refused, as if somebody else had been quicker (412) or had deleted it (404).
 */

import { compareAmounts } from "../money";

type Send = (request: Request) => Promise<Response>;

interface Lost {
  /** What all of them were to change. */
  tag: string;
  /** What each of them wanted to be so. */
  wanted: unknown[];
}

const AMOUNT = /^-?\d+(\.\d+)?$/;

export class LostChanges {
  readonly #lost = new Map<string, Lost>();

  /** Sends it. What is refused for a change of our own is sent again on what that has made of it. */
  async around(request: Request, send: Send): Promise<Response> {
    const tag = request.headers.get("If-Match");
    if (tag === null) return send(request);
    const again = request.clone();
    const url = request.url.replace(/(un)?verify\/$/, "");
    let response: Response;
    try {
      response = await send(request);
    } catch (error) {
      await this.#note(url, tag, again);
      throw error;
    }
    if (response.status >= 500) await this.#note(url, tag, again);
    return (await this.#mended(url, tag, response, again, send)) ?? response;
  }

  async #note(url: string, tag: string, request: Request): Promise<void> {
    const known = this.#lost.get(url);
    const others = known?.tag === tag ? known.wanted : [];
    this.#lost.set(url, { tag, wanted: [...others, await wantedBy(request.clone())] });
  }

  async #mended(
    url: string,
    tag: string,
    { status, ok }: Response,
    again: Request,
    send: Send,
  ): Promise<Response | null> {
    const lost = this.#lost.get(url);
    if (lost?.tag !== tag) return null;
    if (ok || status === 404 || status === 412) this.#lost.delete(url);
    if (status === 404 && again.method === "DELETE") return new Response(null, { status: 204 });
    const fresh = status === 412 && (await send(new Request(url)));
    if (!fresh || !fresh.ok || !isOurs(await fresh.clone().json(), lost)) return null;
    again.headers.set("If-Match", fresh.headers.get("ETag") ?? "");
    return this.around(again, send);
  }
}

async function wantedBy(request: Request): Promise<unknown> {
  if (request.method === "PATCH") return request.json();
  if (request.method === "POST") return { is_verified: !request.url.endsWith("unverify/") };
  return null;
}

/** One of them was done, and nothing else. A profile counts no versions. */
function isOurs(
  fresh: { version?: number; transaction?: unknown },
  { tag, wanted }: Lost,
): boolean {
  const next = Number.parseInt(tag.replace(/^\D+/, "")) + 1;
  if (fresh.version !== undefined && fresh.version !== next) return false;
  return wanted.some((values) => values !== null && has(fresh.transaction ?? fresh, values));
}

function has(thing: unknown, wanted: unknown): boolean {
  if (typeof thing === "string" && typeof wanted === "string") {
    const areAmounts = AMOUNT.test(thing) && AMOUNT.test(wanted);
    return areAmounts ? compareAmounts(thing, wanted) === 0 : thing === wanted;
  }
  if (thing === null || wanted === null) return thing === wanted;
  if (typeof thing !== "object" || typeof wanted !== "object") return thing === wanted;
  const values = thing as Record<string, unknown>;
  const isWhole = !Array.isArray(wanted) || wanted.length === (thing as unknown[]).length;
  return isWhole && Object.entries(wanted).every(([name, value]) => has(values[name], value));
}
