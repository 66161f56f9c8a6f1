// For orval: calls by fetch in one file. Each takes a `fetch` of one's own, which knows the server and signs in.
export default {
  smartAccounting: {
    input: "./schema.json",
    output: {
      target: "./smart-accounting.ts",
      client: "fetch",
      headers: true,
      override: { fetch: { useRuntimeFetcher: true, arrayFormat: "comma" } },
    },
  },
};
