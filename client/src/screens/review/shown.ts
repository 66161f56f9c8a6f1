/** Values of the API as people read them. */

import { categories } from "../../categories.svelte";
import { day } from "../../formats";
import { choicesOf } from "./context";

export function shown(name: string, value: string): string {
  if (name === "purchased_on") return day(value);
  if (name === "category") return categories.name(value);
  if (name === "payment_method" || name === "transaction_type") {
    return choicesOf(name, value).find((choice) => choice.value === value)?.label ?? value;
  }
  return value;
}
