import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

// Messages are compiled before: what makes them would watch their files and never end.
export default defineConfig({
  plugins: [svelte({ configFile: false })],
  test: { include: ["src/**/*.test.ts"], environment: "node", setupFiles: "vitest.setup.ts" },
});
