import { afterEach, expect, test } from "vitest";
import { links } from "./links";
import { session, type Options } from "./session.svelte";

const email = "ann@example.com";

afterEach(() => {
  session.options = null;
});

test("a link is said to be mailed where the server sends mail", () => {
  session.options = { sends_mail: true } as Options;
  const said = Object.values(links).map((say) => say({ email }));
  expect(said.filter((text) => /print/.test(text))).toEqual([]);
});

test("a link is never said to be sent by a server that sends no mail", () => {
  session.options = { sends_mail: false } as Options;
  const said = Object.values(links).map((say) => say({ email }));
  expect(said.filter((text) => /\bsent\b|\bsend\b|mailbox/i.test(text))).toEqual([]);
});
