import { expect, test } from "vitest";
import { Action } from "./action.svelte";
import { offlineError } from "./api/errors";
import { toasts } from "./components/toasts.svelte";

test("what is pressed while another is at work waits for it where it says so", async () => {
  const action = new Action();
  const done: string[] = [];
  let finish = () => {};
  const first = action.run(async () => {
    await new Promise<void>((resolve) => (finish = resolve));
    done.push("first");
  });

  const pressedTwice = action.run(() => done.push("twice"));
  const undone = [action.runNext(() => done.push("undo")), action.runNext(() => done.push("more"))];
  finish();
  await Promise.all([first, pressedTwice, ...undone]);

  expect(done).toEqual(["first", "undo", "more"]);
  expect(action.busy).toBe(false);
});

test("what did not succeed is told in passing where it says so", async () => {
  const action = new Action();

  await action.runTold(() => Promise.reject(offlineError()));

  expect(toasts.list.map(({ text, kind }) => [text, kind])).toEqual([
    [expect.stringContaining("There is no connection"), "bad"],
  ]);
  expect(action.busy).toBe(false);
});
