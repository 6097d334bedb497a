import { expect, expectTypeOf, test } from "vitest";
import type { ChargeCard, ChargeCardTask } from "./fixtures/shop/tasks/charge-card.ts";

/** Never called: what matters is that it compiles, and that each line marked so does not. */
const uses = (task: ChargeCardTask): void => {
  task.span.set("shop.payment.id", "p1");
  // @ts-expect-error the attribute is a string
  task.span.set("shop.payment.id", 1);
  // @ts-expect-error no such attribute
  task.span.set("shop.payment", "p1");
  task.span.event("charge.authorised", { amount: 1 });
  // @ts-expect-error the event has an attribute
  task.span.event("charge.authorised");
  task.span.event("charge.seen");
  // @ts-expect-error the error has data
  task.fail("CardDeclined");
  // @ts-expect-error no such error
  task.fail("CardLost");
  // @ts-expect-error the spec declares no context
  void task.context.tenantId;
  task.heartbeat();
};

test("a task is typed by its spec", () => {
  expect(uses).toBeTypeOf("function");
  expectTypeOf((task: ChargeCardTask) => task.fail("Busy")).returns.toBeNever();
  expectTypeOf((task: ChargeCardTask) => task.fail("CardDeclined", { reason: "limit" })).returns.toBeNever();
  expectTypeOf<Parameters<ChargeCard>[1]["carrier"]>().toEqualTypeOf<Record<string, string>>();
});
