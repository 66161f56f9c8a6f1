import { beforeAll, expect, test, vi } from "vitest";

let removeCopy: typeof import("./trash").removeCopy;
let copy: string;
const sent: string[] = [];

async function answer({ method, url }: Request): Promise<Response> {
  if (method !== "GET") sent.push(`${method} ${new URL(url).pathname}`);
  if (method === "DELETE") return new Response(null, { status: 204 });
  const [receipt, other] = [
    { id: 2, document_kind: copy },
    { id: 1, document_kind: "card_slip" },
  ];
  return Response.json({ results: [{ id: 5, resolution: "open", receipt, other }] });
}

beforeAll(async () => {
  vi.stubGlobal("fetch", answer);
  ({ removeCopy } = await import("./trash"));
  // All the words of the client come with it: on a busy machine that takes long.
}, 60_000);

test.each([
  ["card_slip", "POST /api/v1/receipts/2/duplicates/5/resolve/"],
  ["receipt", "DELETE /api/v1/receipts/2/"],
])("of a copy that is a %s that one goes, and not the earlier one", async (kind, call) => {
  [copy, sent.length] = [kind, 0];

  await removeCopy({ id: 2, duplicate_of: 1 });

  expect(sent).toEqual([call]);
});
