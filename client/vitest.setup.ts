/** What of a browser modules ask for while they are loaded: the rest is for journeys. */

import { vi } from "vitest";

vi.stubGlobal("navigator", { languages: ["en-GB", "en"] });
vi.stubGlobal("document", { documentElement: {}, cookie: "", addEventListener: () => {} });
vi.stubGlobal("location", new URL("http://client.test/"));
vi.stubGlobal("addEventListener", () => {});
vi.stubGlobal(
  "BroadcastChannel",
  class {
    postMessage(): void {}
  },
);
