import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { startDeadline } from "../../runtime/src/engines/attempt/deadline.ts";

test("deadlines expire once, in order, never early, and not at all if they are cancelled", async () => {
  const expired: string[] = [];
  const startedAt = performance.now();
  const early: string[] = [];
  const slowExpired = Promise.withResolvers<void>();
  const set = (name: string, duration: number) =>
    startDeadline(duration, {
      expire: () => {
        expired.push(name);
        if (name === "slow") {
          slowExpired.resolve();
        }
        if (performance.now() - startedAt < duration) {
          early.push(name);
        }
      },
    });

  set("slow", 60);
  set("first", 20);
  const middle = set("middle", 20);
  set("last", 20);
  middle.cancel();
  middle.cancel();
  await slowExpired.promise;

  expect(expired).toEqual(["first", "last", "slow"]);
  expect(early).toEqual([]);
});

test("a deadline may be set and cancelled while others expire", async () => {
  const expired: string[] = [];
  const childExpired = Promise.withResolvers<void>();
  const victim = { expire: () => expired.push("victim") };
  startDeadline(15, {
    expire: () => {
      expired.push("killer");
      second.cancel();
      startDeadline(15, {
        expire: () => {
          expired.push("child");
          childExpired.resolve();
        },
      });
    },
  });
  const second = startDeadline(15, victim);
  await childExpired.promise;
  expect(expired).toEqual(["killer", "child"]);
});

test("a duration that no timer can hold does not expire at once", async () => {
  let isExpired = false;
  const deadline = startDeadline(2 ** 40, {
    expire: () => {
      isExpired = true;
    },
  });
  await sleep(30);
  deadline.cancel();
  expect(isExpired).toBe(false);
});
