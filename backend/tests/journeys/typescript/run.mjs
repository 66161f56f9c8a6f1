// Runs a journey, and prints as JSON what it found: `run.mjs JOURNEY URL EMAIL PASSWORD FILE`.
import { readFile } from "node:fs/promises";

const [journey, url, email, password, file] = process.argv.slice(2);
const { travel } = await import(journey);
const photo = new File([await readFile(file)], "lunch.png");
process.stdout.write(JSON.stringify(await travel(url, email, password, photo)));
