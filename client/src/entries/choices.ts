/** Contradictions of an entry in words, to choose from. */

import type { ConflictChoice } from "../components/ConflictDialog.svelte";
import type { Difference } from "./conflicts";
import { fieldLabel, typedText } from "./labels";

/** One for what belongs together. By the name of its first part. */
export function choicesOf(differences: Difference[]): ConflictChoice[] {
  const leads = [...new Set(differences.map(({ lead }) => lead))];
  return leads.map((lead) => {
    const parts = differences.filter((one) => one.lead === lead);
    const label = parts.map(({ name }) => fieldLabel(name)).join(", ");
    return { name: lead, label, mine: sideOf(parts, "mine"), theirs: sideOf(parts, "theirs") };
  });
}

function sideOf(parts: Difference[], side: "mine" | "theirs"): string {
  const texts = parts.map((part) => partText(part.name, part[side]));
  if (texts.length === 1) return texts[0]!;
  return texts.map((text, at) => `${fieldLabel(parts[at]!.name)}: ${text}`).join("\n");
}

function partText(name: string, value: Difference["mine"]): string {
  if (typeof value === "string") return typedText(name, value) || "–";
  return value.map(rowText).join("\n") || "–";
}

function rowText(row: Exclude<Difference["mine"], string>[number]): string {
  const texts = Object.entries(row).map(([column, value]) => typedText(column, value));
  return texts.filter(Boolean).join(" · ");
}
