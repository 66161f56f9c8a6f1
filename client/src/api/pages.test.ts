import { expect, test, vi } from "vitest";
import { allRows } from "./pages";

test("all pages are asked for, and what slips to the next one comes once", async () => {
  const pages = [
    { results: [{ id: 3 }, { id: 2 }], count: 3, next: "?page=2" },
    { results: [{ id: 2 }, { id: 1 }], count: 4, next: null },
  ];
  const ask = vi.fn(async ({ page }: { page: number }) => pages[page - 1]!);

  expect(await allRows(ask)).toEqual([{ id: 3 }, { id: 2 }, { id: 1 }]);
  expect(ask.mock.calls.map(([{ page }]) => page)).toEqual([1, 2]);
});

test("a refusal is told, and not taken for the end", async () => {
  const ask = async () => Promise.reject(new Error("away"));

  await expect(allRows(ask)).rejects.toThrow("away");
});
