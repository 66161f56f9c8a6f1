/** The words for what cannot be saved as it is typed. */

import { amount, writtenDay, today } from "../formats";
import { formatLocale } from "../i18n/locale.svelte";
import { m } from "../i18n/generated/messages";
import { editableAmount } from "../money";
import { partOf, type Fault, type Faults } from "./form";

export function faultText(fault: Fault, currency: string): string {
  switch (fault.kind) {
    case "unreadable":
      return m.review_no_amount();
    case "share":
      return m.ledger_deductible_wrong();
    case "day":
      return m.common_no_day({ example: writtenDay(today()) });
    case "currency":
      return m.review_amount_currency({ sign: fault.sign });
    case "decimals":
      return decimalsText(fault, currency);
  }
}

function decimalsText(fault: Extract<Fault, { kind: "decimals" }>, currency: string): string {
  const example = amount("1234", currency);
  if (fault.whole === null) return m.review_amount_decimals({ currency, example });
  const [whole, rounded] = [fault.whole, fault.rounded].map((one) =>
    editableAmount(one, formatLocale()),
  ) as [string, string];
  return m.review_amount_unclear({ whole, rounded, currency, example });
}

/** Of a list: each sentence once. */
export function faultTexts(wrong: Faults, list: string, currency: string): string[] {
  const ofList = Object.entries(wrong).filter(([place]) => partOf(place) === list);
  return [...new Set(ofList.map(([, fault]) => faultText(fault, currency)))];
}
