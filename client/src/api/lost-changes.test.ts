import { expect, test } from "vitest";
import { LostChanges } from "./lost-changes";

const ENTRY = "http://here/entries/7/";

/** An entry of which the next answers are lost, after the change or before it. */
class Server {
  entry: { version: number } & Record<string, unknown> = {
    version: 4,
    total: "12.60",
    notes: "",
    items: [],
  };
  faults: ("after" | "before")[] = [];

  send = async (request: Request): Promise<Response> => {
    const tag = `"${this.entry.version}-abc"`;
    if (request.method === "GET") return Response.json(this.entry, { headers: { ETag: tag } });
    const fault = this.faults.shift();
    if (fault === "before") throw new Error("lost");
    const isNewest = request.headers.get("If-Match")!.startsWith(`"${this.entry.version}`);
    if (isNewest) this.change((await request.json()) as object);
    if (fault === "after") throw new Error("lost");
    return Response.json(this.entry, { status: isNewest ? 200 : 412 });
  };

  change(values: object): void {
    this.entry = { ...this.entry, ...values, version: this.entry.version + 1 };
  }
}

function change(values: object, version = 4): Request {
  const headers = { "If-Match": `"${version}"` };
  return new Request(ENTRY, { method: "PATCH", headers, body: JSON.stringify(values) });
}

test("what went in though its answer was lost is not somebody else's change", async () => {
  const [server, lost] = [new Server(), new LostChanges()];
  server.faults = ["after", "before"];
  const mine = { total: "12.6", items: [{ amount: "3" }] };
  await expect(lost.around(change(mine), server.send)).rejects.toThrow("lost");
  server.entry.items = [{ amount: "3.00", quantity: null }];
  await expect(lost.around(change({ ...mine, notes: "a" }), server.send)).rejects.toThrow("lost");

  const answer = await lost.around(change({ ...mine, notes: "lunch" }), server.send);

  expect(answer.status).toBe(200);
  expect(server.entry).toMatchObject({ notes: "lunch", version: 6 });
});

test.each([
  ["instead of it", "before", { notes: "theirs" }],
  ["after it", "after", { vendor: "theirs" }],
] as const)("what somebody else has changed %s is not overwritten", async (_, fault, theirs) => {
  const [server, lost] = [new Server(), new LostChanges()];
  server.faults = [fault];
  await expect(lost.around(change({ notes: "mine" }), server.send)).rejects.toThrow("lost");
  server.change(theirs);
  const before = server.entry;

  const answer = await lost.around(change({ notes: "mine", vendor: "mine" }), server.send);

  expect(answer.status).toBe(412);
  expect(server.entry).toBe(before);
});

test("what is gone since our own deletion was lost is deleted", async () => {
  const lost = new LostChanges();
  const remove = () => new Request(ENTRY, { method: "DELETE", headers: { "If-Match": '"4"' } });
  const gone = async () => new Response(null, { status: 404 });
  expect((await lost.around(remove(), gone)).status).toBe(404);
  const away = async () => new Response(null, { status: 502 });
  expect((await lost.around(remove(), away)).status).toBe(502);

  expect((await lost.around(remove(), gone)).status).toBe(204);
});

test("a lost verification is our own change, too", async () => {
  const [server, lost] = [new Server(), new LostChanges()];
  const headers = { "If-Match": '"4"' };
  const verify = new Request(`${ENTRY}verify/`, { method: "POST", headers });
  const away = async () => new Response(null, { status: 504 });
  await lost.around(verify, away);
  server.change({ is_verified: true });

  expect((await lost.around(change({ notes: "lunch" }), server.send)).status).toBe(200);
});
