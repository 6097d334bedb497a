import { expect, test } from "vitest";
import { SEED } from "../../seed.ts";
import { isAccounted, randomFrom, soakRound } from "./soak.ts";

/** `npm run soak` goes on for longer. */
const ROUNDS = 3;

test("at whatever moment the collector and the program end, nothing is lost in silence", async () => {
  const random = randomFrom(SEED);
  for (let number = 0; number < ROUNDS; number += 1) {
    const round = await soakRound(number, random);
    expect(round).toSatisfy(isAccounted);
    expect(round.received).toBeGreaterThan(0);
  }
});
