import { expect, test } from "vitest";
import { createTestClock } from "../../runtime/src/testing/index.ts";
import { trackLoad } from "../../runtime/src/engines/loads.ts";

test("timers fire in the order of their times, each at its own", async () => {
  const clock = createTestClock(new Date(1_000));
  const fired: (readonly [string, number])[] = [];
  const note = (name: string) => () => {
    fired.push([name, clock.now()]);
  };
  clock.startTimer(30, note("third"));
  clock.startTimer(10, note("first"));
  clock.startTimer(30, note("fourth"));
  clock.startTimer(20, note("never")).cancel();
  clock.startTimer(31, note("later"));
  clock.startTimer(20, note("second"));

  await clock.advance(30);
  expect(fired).toEqual([["first", 1_010], ["second", 1_020], ["third", 1_030], ["fourth", 1_030]]);
  expect(clock.now()).toBe(1_030);
  await clock.advance(1);
  expect(fired.at(-1)).toEqual(["later", 1_031]);
});

test("a timer that follows from another one fires on the way", async () => {
  const clock = createTestClock(new Date(0));
  const fired: number[] = [];
  const again = async () => {
    fired.push(clock.now());
    await Promise.resolve().then(() => Promise.resolve());
    clock.startTimer(10, () => void again());
  };
  clock.startTimer(10, () => void again());
  await clock.advance(35);
  expect(fired).toEqual([10, 20, 30]);
  expect(clock.now()).toBe(35);
});

test("time waits for code that is being loaded, and for what is under way before it passes", async () => {
  const clock = createTestClock(new Date(0));
  const fired: number[] = [];
  const load = trackLoad(new Promise((resolve) => setTimeout(resolve, 30)));
  void load.then(() => {
    clock.startTimer(5, () => fired.push(clock.now()));
  });
  await clock.advance(10);
  expect(fired).toEqual([5]);
});

test("two who let time pass do so one after the other, and what a timer throws reaches who let it pass", async () => {
  const clock = createTestClock(new Date(0));
  clock.startTimer(5, () => {
    throw new Error("from the timer");
  });
  const [first, second] = await Promise.allSettled([clock.advance(10), clock.advance(10)]);
  expect(first).toMatchObject({ status: "rejected", reason: { message: "from the timer" } });
  expect(second).toMatchObject({ status: "fulfilled" });
  expect(clock.now()).toBe(15);
  expect(() => clock.advance(-1)).toThrow("Time cannot go back: -1 ms.");
});
