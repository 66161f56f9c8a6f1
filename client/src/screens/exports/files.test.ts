import { beforeAll, expect, test } from "vitest";

let files: typeof import("./files");
beforeAll(async () => {
  files = await import("./files");
  // All the words of the client come with it: on a busy machine that takes long.
}, 60_000);

test("bookkeeping programs and the package are of the ledger alone", () => {
  expect(files.formatsOf("tax-summary")).toEqual(["csv", "csv-excel", "xlsx", "pdf"]);
  expect(files.formatsOf("ledger")).toContain("package");
});

test("a file is asked for what its report has, and no more", () => {
  const question = { start_date: "2026-01-01", interval: "quarter" } as const;
  expect(files.queryOf("income-expense", "pdf", question)).toEqual(question);
  expect(files.queryOf("ledger", "csv-excel", question)).toEqual({
    start_date: "2026-01-01",
    bom: true,
  });
  expect(files.queryOf("ledger", "package", question)).toMatchObject({ bom: true });
});

test("the name of a file is the server's, without a folder", () => {
  expect(files.nameOf('attachment; filename="ledger_2026.csv"')).toBe("ledger_2026.csv");
  expect(files.nameOf('attachment; filename="../x"')).toBe("");
});
