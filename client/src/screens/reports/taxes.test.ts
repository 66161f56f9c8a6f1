import { expect, test } from "vitest";
import { taxDue } from "./taxes";

test("what was withheld has columns in the currency that it was withheld in", () => {
  const zeros = {
    tax_on_income: "0.00",
    tax_on_expenses: "0.00",
    reclaimable: "0.00",
    due: "0.00",
  };
  const total = (currency: string, withheld_on_income: string) => ({
    ...zeros,
    currency,
    withheld_on_income,
    withheld_on_expenses: "0.00",
  });
  const totals = [total("EUR", "15.00"), total("GBP", "0.00")];
  const columns = ["EUR", "GBP"].map((currency) => taxDue(totals, currency, "").columns.length);

  expect(columns).toEqual([6, 4]);
});
