import { expect, test } from "vitest";
import type { Schema } from "../../api/client";
import {
  asksForCountry,
  placesToCheck,
  reasonsByPart,
  suggestionOf,
  surenessOf,
  wholePercent,
  type Reason,
} from "./doubts";

function reason(changes: Partial<Reason>): Reason {
  return { code: "x", message: "", fields: [], values: {}, repair: null, ...changes };
}

test("reasons stand at the field that a repair would change, duplicates and bad pictures elsewhere", () => {
  const repair = { field: "items[1].amount", from: "5", to: "6", reason: "" };
  const reasons = [
    reason({ code: "items_mismatch", fields: ["items", "total"], repair }),
    reason({ code: "unsure_vendor", fields: ["vendor"] }),
    reason({ code: "possible_duplicate" }),
    reason({ code: "picture_blurred" }),
    reason({ code: "read_by_fallback" }),
    reason({ code: "not_a_purchase" }),
  ];

  expect(placesToCheck(reasons)).toEqual(["vendor", "document_kind", "items[1].amount"]);
  expect(reasonsByPart(reasons).rest.map(({ code }) => code)).toEqual(["read_by_fallback"]);
  expect(suggestionOf("items", [reasons[0]!], undefined)).toMatchObject({
    name: "items[1].amount",
    value: "6",
    from: "repair",
  });
});

test("of a date that can be read either way round the other one is proposed", () => {
  const evidence = { value: "2026-11-05", is_corrected: false } as Schema["FieldEvidence"];
  const asked = [reason({ code: "date_ambiguous", fields: ["purchased_on"] })];

  expect(suggestionOf("purchased_on", asked, evidence)).toMatchObject({ value: "2026-05-11" });
  expect(suggestionOf("purchased_on", [], evidence)).toBeNull();
  expect(suggestionOf("purchased_on", asked, { ...evidence, is_corrected: true })).toBeNull();
});

test("who has no country is asked for it where it would have settled something", () => {
  const asked = [reason({ code: "country_missing", fields: ["purchased_on"] })];

  expect(asksForCountry(asked, "")).toBe(true);
  expect(asksForCountry(asked, "DE")).toBe(false);
  expect(asksForCountry([], "")).toBe(false);
});

test("how sure a value and all of them are stands beside how sure they have to be", () => {
  const values = { confidence: "0.9696", together: "0.8496", needed: "0.85" };
  const unsure = reason({ code: "unsure_total", values });
  const older = reason({ code: "unsure_total", values: { confidence: "0.9", needed: "0.95" } });

  expect([0.9496, 0.29, 1].map(wholePercent)).toEqual(["94", "29", "100"]);
  expect(surenessOf([reason({}), unsure])).toEqual({ own: "96", together: "84", needed: "85" });
  expect(surenessOf([reason({}), older])).toBeNull();
});
