import { beforeAll, expect, test, vi } from "vitest";

let toldOf: typeof import("./events").toldOf;

beforeAll(async () => {
  vi.stubGlobal("document", { documentElement: {}, cookie: "", addEventListener: () => {} });
  ({ toldOf } = await import("./events"));
  // All the words of the client come with it: on a busy machine that takes long.
}, 60_000);

test.each([
  [{ code: "unreadable", message: "Nothing can be read." }, /^Nothing can be read\.$/],
  [{ field: "vendor", old: "Ro", new: "Rowe" }, /Ro.*Rowe/],
  [{ field: "total", old: null, new: "12.5" }, /12\.50/],
  [{ rule: 4 }, /^$/],
])("of an event with %o is told %s", (data, told) => {
  expect(toldOf({ data }, "EUR")).toMatch(told);
});
