import { describe, expect, test } from "vitest";
import { ROUTES } from "./routes";
import { changedQuery, href, listOf, matchPath, queryString } from "./routing";

describe("a path", () => {
  test.each([
    ["/", "start", {}],
    ["/review/3", "review-receipt", { id: "3" }],
    ["/ledger/new", "ledger-new", {}],
    ["/ledger/17/", "ledger-entry", { id: "17" }],
    ["/subscriptions/success", "plan-success", {}],
    ["/verify-email/MQ%3A1vLkXz%3AkX3s", "verify-email", { key: "MQ:1vLkXz:kX3s" }],
    ["/verify-email/%", "verify-email", { key: "%" }],
  ])("%s is the route %s", (path, name, params) => {
    expect(matchPath(path)).toEqual({ name, params });
  });

  test.each(["/nowhere", "/review/3/more", "/API"])("%s is none", (path) => {
    expect(matchPath(path)).toBeNull();
  });

  test("is different for every route", () => {
    const paths = Object.values(ROUTES).map((route) => route.path);
    expect(new Set(paths).size).toBe(paths.length);
  });

  test("is made of a route, its parameters and its query", () => {
    expect(href("ledger")).toBe("/ledger");
    expect(href("reset-password", { key: "a/b" })).toBe("/reset-password/a%2Fb");
    expect(href("review-receipt", { id: 3 }, { page: 2 })).toBe("/review/3?page=2");
    expect(href("inbox", null, { tab: "failed" })).toBe("/inbox?tab=failed");
  });
});

describe("a query", () => {
  test("leaves out what is empty, and joins lists with commas", () => {
    expect(queryString({ search: "", category: null, currency: ["EUR", "GBP"], page: 2 })).toBe(
      "?currency=EUR,GBP&page=2",
    );
    expect(queryString({ search: undefined })).toBe("");
  });

  test("is changed name by name", () => {
    const search = new URLSearchParams("page=3&search=caf%C3%A9");
    expect(changedQuery(search, { page: null, vendor: "Ö & Co" })).toBe(
      "?search=caf%C3%A9&vendor=%C3%96+%26+Co",
    );
  });

  test("gives lists back, each of them once", () => {
    expect(listOf(new URLSearchParams("currency=EUR,GBP"), "currency")).toEqual(["EUR", "GBP"]);
    expect(listOf(new URLSearchParams("currency=EUR,EUR"), "currency")).toEqual(["EUR"]);
    expect(listOf(new URLSearchParams(), "currency")).toEqual([]);
  });
});
