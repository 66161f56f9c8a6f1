// Types of the API for openapi-fetch, with files as blobs. In a folder that has openapi-typescript installed:
// node .../openapi-typescript.mjs schema.json schema.ts
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";

const require = createRequire(`${process.cwd()}/`);
const { default: openapiTS, astToString } = require("openapi-typescript");
const ts = require("typescript");

const BLOB = ts.factory.createTypeReferenceNode("Blob");

const [document, types] = process.argv.slice(2);
const nodes = await openapiTS(await readFile(document, "utf8"), {
  transform: (schema) => (schema.format === "binary" ? BLOB : undefined),
});
await writeFile(types, `// Generated of the API's document: not edited by hand.\n\n${astToString(nodes)}`);
