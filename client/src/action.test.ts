import { expect, test } from "vitest";
import { Action } from "./action.svelte";

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
