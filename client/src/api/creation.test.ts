import { beforeAll, beforeEach, expect, test } from "vitest";

let module: typeof import("./creation");
let ApiError: typeof import("./errors").ApiError;

interface Thing {
  id: number;
  name: string;
  note?: string;
}

/** A server that makes a thing of a key once; of its next answers `faults` come instead. */
class Server {
  things: Thing[] = [];
  faults: ("lost" | "away" | "wrong" | null)[] = [];
  readonly keys = new Map<string, Thing>();

  post = async (body: Omit<Thing, "id">, key: string): Promise<{ made: Thing; isOld: boolean }> => {
    const fault = this.faults.shift();
    if (fault === "wrong") throw new ApiError("Wrong.", { code: "invalid", status: 400 });
    if (fault === "away") throw new ApiError("Away.", { code: "unavailable", status: 503 });
    const known = this.keys.get(key);
    const made = known ?? { ...body, id: this.things.length + 1 };
    if (!known) this.things.push(made);
    this.keys.set(key, made);
    if (fault === "lost") throw new ApiError("Lost.", { code: "offline", status: 0 });
    return { made, isOld: known !== undefined };
  };
  load = async ({ id }: Thing) => {
    const found = this.things.find((thing) => thing.id === id);
    if (!found) throw new ApiError("Gone.", { code: "not_found", status: 404 });
    return found;
  };
  patch = async (made: Thing, changes: Partial<Omit<Thing, "id">>): Promise<Thing> =>
    Object.assign(made, changes);
}

let server: Server;
let creation: import("./creation").Creation<Omit<Thing, "id">, Thing>;

beforeAll(async () => {
  module = await import("./creation");
  ({ ApiError } = await import("./errors"));
  // All the words of the client come with it: on a busy machine that takes long.
}, 60_000);

beforeEach(() => {
  server = new Server();
  creation = new module.Creation(server);
});

test.each(["lost", "away"] as const)(
  "what was typed since an answer that did not come (%s) changes what was made",
  async (fault) => {
    server.faults = [fault, fault];
    await expect(creation.send({ name: "Cafe" })).rejects.toThrow();
    await expect(creation.send({ name: "Corner Cafe" })).rejects.toThrow();

    const made = await creation.send({ name: "Corner Cafe", note: "lunch" });

    expect(made).toEqual({ id: 1, name: "Corner Cafe", note: "lunch" });
    expect(server.things).toEqual([made]);
  },
);

test("of one that was changed elsewhere meanwhile the later state is given", async () => {
  server.faults = ["lost"];
  await expect(creation.send({ name: "Cafe" })).rejects.toThrow();
  server.things[0] = { id: 1, name: "Café" };

  expect(await creation.send({ name: "Cafe" })).toEqual({ id: 1, name: "Café" });
});

test("what was refused is not made, and what is put right is sent by itself", async () => {
  server.faults = ["away", "wrong"];
  await expect(creation.send({ name: "" })).rejects.toThrow("Away.");
  expect(await creation.send({ name: "Cafe" })).toMatchObject({ name: "Cafe" });
  expect(server.things).toHaveLength(1);

  server.faults = ["wrong"];
  await expect(new module.Creation(server).send({ name: "" })).rejects.toThrow("Wrong.");
});

test("what is sent after that is another one", async () => {
  await creation.send({ name: "Cafe" });
  await creation.send({ name: "Taxi" });

  expect(server.things.map(({ name }) => name)).toEqual(["Cafe", "Taxi"]);
});

test("what is at work can be waited for by others", async () => {
  const sent = creation.send({ name: "Cafe" });
  const seen = creation.current;

  expect(await seen).toEqual(await sent);
  expect(creation.current).toBeNull();
});

test("what a list shows after an answer that did not come is not made another thing", async () => {
  server.faults = ["lost"];
  await expect(creation.send({ name: "Cafe" })).rejects.toThrow();
  creation.leave(({ name }) => server.things.some((thing) => thing.name === name));
  await creation.send({ name: "Taxi" });

  expect(server.things.map(({ name }) => name)).toEqual(["Cafe", "Taxi"]);
});

test.each(["lost", "away"] as const)(
  "of what may be made (%s) one can ask, and another thing is made beside it",
  async (fault) => {
    server.faults = [fault];
    await expect(creation.send({ name: "Cafe" })).rejects.toThrow();
    expect(creation.unsure).toEqual({ name: "Cafe" });

    expect(await creation.sendAnother({ name: "Taxi" })).toMatchObject({ name: "Taxi" });

    expect(server.things.map(({ name }) => name)).toEqual(["Cafe", "Taxi"]);
    expect(creation.unsure).toBeNull();
  },
);

test("what cannot be told of the first keeps the other one waiting", async () => {
  server.faults = ["lost", "away"];
  await expect(creation.send({ name: "Cafe" })).rejects.toThrow();
  await expect(creation.sendAnother({ name: "Taxi" })).rejects.toThrow("Away.");

  expect(server.things.map(({ name }) => name)).toEqual(["Cafe"]);
  expect(creation.unsure).toEqual({ name: "Cafe" });
});

test("what was made and deleted since is made anew", async () => {
  server.faults = ["lost"];
  await expect(creation.send({ name: "Cafe" })).rejects.toThrow();
  server.things = [];

  expect(await creation.send({ name: "Corner Cafe" })).toMatchObject({ name: "Corner Cafe" });
});
