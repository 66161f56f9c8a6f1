import { describe, expect, it } from "vitest";
import { queryOfLink } from "../routing";
import {
  askable,
  asked,
  faultOf,
  filterText,
  isFiltered,
  isLasting,
  listed,
  reordered,
  withoutFilters,
} from "./query";

const search = (text: string) => new URLSearchParams(text);

describe("the filters in the address", () => {
  it("go to the API without what is not its own", () => {
    expect(listed(search("search=obb&category=meals,travel&columns=notes"))).toEqual({
      path: "/api/v1/receipts/transactions/",
      query: { search: "obb", category: "meals,travel", ordering: "-purchased_on" },
    });
  });

  it("of a reason ask the report", () => {
    const link = "/api/v1/reports/entries/?reason=without_rate&convert_to=EUR&currency=GBP";
    const query = queryOfLink(link);
    expect(listed(new URLSearchParams(query as Record<string, string>))).toEqual({
      path: "/api/v1/reports/entries/",
      query: { reason: "without_rate", convert_to: "EUR", currency: "GBP" },
    });
  });

  it("leave what is changed in the list unless they are about that", () => {
    expect(isLasting(listed(search("search=obb&start_date=2026-01-01")))).toBe(true);
    expect(isLasting(listed(search("review_status=needs_review")))).toBe(false);
    expect(isLasting(listed(search("category=meals")))).toBe(false);
  });

  it("are told from how it is shown", () => {
    expect(isFiltered(search("ordering=total&columns=notes"))).toBe(false);
    expect(isFiltered(search("deleted=true"))).toBe(true);
    expect(withoutFilters()).toMatchObject({ search: null, reason: null });
    expect(withoutFilters()).not.toHaveProperty("ordering");
  });
});

describe("the order", () => {
  it("turns when its heading is pressed again", () => {
    expect(reordered(search(""), "total")).toBe("total");
    expect(reordered(search("ordering=total"), "total")).toBe("-total");
    expect(reordered(search("ordering=-total"), "total")).toBe("total");
  });
});

describe("an amount", () => {
  it("is typed as the language writes it, and stands in the address as the API does", () => {
    expect(asked("amount_min", "12,", "de", "EUR")).toBe("12");
    expect(asked("amount_min", "1.234,50 €", "de", "EUR")).toBe("1234.50");
    expect(asked("amount_max", "ten", "de", "EUR")).toBe("ten");
    expect(asked("vendor", "7,11", "de", "EUR")).toBe("7,11");
  });

  it("that is unclear or of another currency is not asked for", () => {
    const fault = (name: string, typed: string) => faultOf(name, typed, "en", "EUR")?.kind;
    expect(fault("amount_min", "1.234")).toBe("decimals");
    expect(fault("amount_max", "$5")).toBe("currency");
    expect(fault("amount_max", "ten")).toBe("unreadable");
    expect([fault("amount_min", ""), fault("vendor", "7.111")]).toEqual([undefined, undefined]);
  });

  it("of another currency is asked for once that one is chosen", () => {
    const typed = { amount_min: "$5", amount_max: "ten", vendor: "Bakery" };
    expect(askable(typed, "en", "EUR")).toEqual({ vendor: "Bakery" });
    expect(askable(typed, "en", "USD")).toEqual({ amount_min: "5", vendor: "Bakery" });
  });

  it("is shown as it is typed", () => {
    expect(filterText("amount_min", "12.5", "de")).toBe("12,5");
    expect(filterText("amount_min", "12.5", "en")).toBe("12.5");
    expect(filterText("amount_max", "v.ten", "de")).toBe("v.ten");
    expect(filterText("vendor", "7.11", "de")).toBe("7.11");
  });
});
