import { describe, expect, it } from "vitest";
import { queryOfLink } from "../../routing";
import { isFiltered, listed, reordered, withoutFilters } from "./query";

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
