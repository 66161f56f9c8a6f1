import { expect, test } from "vitest";
import type { Asked, Page } from "./api/pages";
import { Further } from "./further";

interface Row {
  id: number;
}

/** A log, newest first, in which another row comes above after each answer. */
class Log {
  rows: Row[];

  constructor(count: number) {
    this.rows = Array.from({ length: count }, (_, n) => ({ id: count - n }));
  }

  ask = async ({ page, page_size }: Asked): Promise<Page<Row>> => {
    const end = page * page_size;
    const results = this.rows.slice(end - page_size, end);
    const answer = {
      results,
      count: this.rows.length,
      next: end < this.rows.length ? "next" : null,
    };
    this.rows = [{ id: this.rows.length + 1 }, ...this.rows];
    return answer;
  };
}

test("a list that grows meanwhile is shown to its end, each row once", async () => {
  const log = new Log(250);
  const further = new Further(log.ask);
  await expect.poll(() => further.value?.hasMore).toBe(true);
  await further.load();
  expect(further.value).toMatchObject({ hasMore: true });
  await further.load();

  expect(further.value!.hasMore).toBe(false);
  expect(further.value!.rows.map(({ id }) => id)).toEqual(
    Array.from({ length: 250 }, (_, n) => 250 - n),
  );
});
