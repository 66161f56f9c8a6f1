/** Values of the API as people read them. */

import { day } from "../../formats";
import { choices } from "./choices.svelte";
import { choicesOf } from "./context";

export function shown(name: string, value: string): string {
  if (name === "purchased_on") return day(value);
  if (name === "category") {
    return choices.categories.find(({ slug }) => slug === value)?.name ?? value;
  }
  if (name === "payment_method" || name === "transaction_type") {
    return choicesOf(name, value).find((choice) => choice.value === value)?.label ?? value;
  }
  return value;
}
