import { expect, test } from "vitest";
import { placesToCheck, reasonsByPart, suggestionOf, type Reason } from "./doubts";

function reason(changes: Partial<Reason>): Reason {
  return { code: "x", message: "", fields: [], values: {}, repair: null, ...changes };
}

test("reasons stand at the field that a repair would change, duplicates elsewhere", () => {
  const repair = { field: "items[1].amount", from: "5", to: "6", reason: "" };
  const reasons = [
    reason({ code: "items_mismatch", fields: ["items", "total"], repair }),
    reason({ code: "unsure_vendor", fields: ["vendor"] }),
    reason({ code: "possible_duplicate" }),
    reason({ code: "read_by_fallback" }),
  ];

  expect(placesToCheck(reasons)).toEqual(["vendor", "items[1].amount"]);
  expect(reasonsByPart(reasons).rest.map(({ code }) => code)).toEqual(["read_by_fallback"]);
  expect(suggestionOf("items", [reasons[0]!], undefined)).toMatchObject({
    name: "items[1].amount",
    value: "6",
    from: "repair",
  });
});
