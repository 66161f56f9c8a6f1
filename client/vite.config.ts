import { paraglideVitePlugin } from "@inlang/paraglide-js";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin } from "vite";
import type { RouteMatchCallback } from "workbox-core/types.js";
import { VitePWA } from "vite-plugin-pwa";
import { ROUTES, SERVER_PATHS } from "./src/routes.ts";

const OFFLINE_PAGE = "/?offline";
// Where `npm run dev` passes calls on to.
const SERVER = process.env.SERVER ?? "http://localhost:8000";

/** Written into the service worker as it stands, which knows no names of this file. */
const PAGES = new Function(
  "{ request, url }",
  `return request.mode === "navigate" && !${SERVER_PATHS}.test(url.pathname);`,
) as RouteMatchCallback;

/** The server has to know which paths are pages; the table of routes says so, and nothing else. */
function writePaths(): Plugin {
  return {
    name: "write-paths",
    apply: "build",
    generateBundle() {
      const paths = Object.values(ROUTES).map((route) => route.path);
      this.emitFile({ type: "asset", fileName: "paths.json", source: JSON.stringify(paths) });
    },
  };
}

export default defineConfig({
  plugins: [
    paraglideVitePlugin({
      project: "./project.inlang",
      outdir: "./src/i18n/generated",
      strategy: ["globalVariable", "baseLocale"],
    }),
    svelte({ configFile: false }),
    writePaths(),
    VitePWA({
      // `src/service-worker.ts` does, by a policy that Trusted Types let through.
      injectRegister: false,
      registerType: "autoUpdate",
      manifest: {
        name: "Smart Accounting",
        short_name: "Accounting",
        description: "From the photo of a receipt to a checked ledger entry.",
        display: "standalone",
        start_url: "/",
        theme_color: "#1f5f7a",
        background_color: "#f7f7f5",
        icons: [
          { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
          { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
          { src: "/icon-maskable.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
        ],
      },
      // What the page is made of, and nothing that the API says.
      workbox: {
        globPatterns: ["assets/*.{js,css,svg}"],
        // Their names have hashes.
        dontCacheBustURLsMatching: /^assets\//,
        inlineWorkboxRuntime: true,
        skipWaiting: true,
        clientsClaim: true,
        // The page comes from the server, which knows a newer one; without a network from here. It
        // is kept by an address that nobody opens, or that one would never come from the server.
        navigateFallback: null,
        additionalManifestEntries: [{ url: OFFLINE_PAGE, revision: String(Date.now()) }],
        runtimeCaching: [
          {
            urlPattern: PAGES,
            handler: "NetworkOnly",
            options: { precacheFallback: { fallbackURL: OFFLINE_PAGE } },
          },
        ],
      },
    }),
  ],
  build: {
    outDir: "dist/site",
    // No data: addresses of scripts or fonts, which the policy would refuse.
    assetsInlineLimit: 0,
    // Every browser that has dynamic imports and modules preloads by itself.
    modulePreload: { polyfill: false },
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  // With the host as the browser sent it, which the token against forged calls is for.
  server: { proxy: { "/api": { target: SERVER }, "/favicon.ico": { target: SERVER } } },
});
