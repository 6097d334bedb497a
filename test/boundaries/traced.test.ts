import { SpanKind, trace } from "@opentelemetry/api";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, beforeEach, expect, expectTypeOf, test } from "vitest";
import { traced, withLogFields } from "../../runtime/src/index.ts";
import { define, engine, workflow } from "../runtime/fixtures/flows.ts";
import type { PlainHandler } from "../runtime/fixtures/traced-task.ts";
import { eventsOf, forgetSpans, kindOf, parentOf, registerTracing, spanNamed, spans, statusOf, topology } from "../runtime/fixtures/tracing.ts";

beforeAll(registerTracing);
beforeEach(forgetSpans);

class CardDeclined extends Error {
  override readonly name = "CardDeclined";
}

function pick(key: "a"): number;
function pick(key: "b", more: number): string;
function pick(key: string, more?: number): number | string {
  return key === "a" ? 1 : `${more}`;
}
pick.version = 2;
const first = <Item>(items: readonly Item[]): Item | undefined => items[0];

const cancel = (): string => "cancelled";

const broken = (): never => {
  throw new Error("broken");
};

/** Runs a handler as the only task of a run. */
function inTask(handler: PlainHandler<null, unknown>, contract: Parameters<typeof define>[2] = {}): Promise<unknown> {
  const work = define<null, unknown>("work", handler, contract);
  return engine().client(workflow<null, unknown>((flow) => flow.result([flow.step("only", [], () => work(null))], (value) => value))).run(null);
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const collected: Item[] = [];
  for await (const item of items) {
    collected.push(item);
  }
  return collected;
}

test("a function keeps its type, its name, its length and its properties", () => {
  const spanned = { pick: traced("pick", pick), first: traced("first", first) };

  expectTypeOf(spanned).toEqualTypeOf<{ pick: typeof pick; first: typeof first }>();
  expectTypeOf(spanned.pick("b", 1)).toBeString();
  expectTypeOf(spanned.first([1])).toEqualTypeOf<number | undefined>();
  expect([spanned.pick.name, spanned.pick.length, spanned.pick.version, spanned.first.name]).toEqual(["pick", 2, 2, "first"]);
  expect([spanned.pick("a"), spanned.pick("b", 3), spanned.first(["x"])]).toEqual([1, "3", "x"]);
});

test("`this` is that of the caller, and a class stays one", () => {
  class Account {
    #balance = 10;
    readonly take = 3;
    draw = traced("draw", function (this: Account, amount: number) {
      this.#balance -= amount;
      return this.#balance;
    });
  }
  const TracedAccount = traced("Account", Account as unknown as (() => void) & typeof Account);
  const account = new TracedAccount();
  expect(account).toBeInstanceOf(Account);
  expect(account.draw(4)).toBe(6);
  expect(spans().map(({ name }) => name)).toEqual(["draw"]);
});

test("a span lasts until the call returns, or its promise has settled", async () => {
  const spent: string[] = [];
  const plain = traced("plain", () => spans().length);
  const later = traced("later", async () => {
    await sleep(1);
    spent.push(...spans().map(({ name }) => name));
    return 7;
  });
  expect(plain()).toBe(0);
  const promise = later();
  expect(spans().map(({ name }) => name)).toEqual(["plain"]);
  expect(await promise).toBe(7);
  expect(spent).toEqual(["plain"]);
  expect(spans().map(({ name }) => name)).toEqual(["plain", "later"]);
  expect(statusOf(spanNamed("later"))).toBe("UNSET");
  expect(spanNamed("later").instrumentationScope.name).toBe("@gen-flows/runtime");
});

test("an order service, as hand-written code in a walk-through does it: nested, with attributes of arguments and results", async () => {
  const query = traced("query", async (sql: string) => [sql, sql], {
    tracer: "shop.database",
    kind: SpanKind.CLIENT,
    resultAttributes: (rows) => ({ "app.rows_returned": rows.length }),
  });
  const charge = traced("charge", async (_userId: string, amount: number) => ({ chargeId: `ch_${amount}` }), {
    attributes: (userId, amount) => ({ "app.user_id": userId, "app.amount": amount }),
    resultAttributes: ({ chargeId }) => ({ "app.charge_id": chargeId }),
  });
  const order = traced("order", async (userId: string) => {
    await Promise.all([query("select 1"), charge(userId, 5)]);
  });
  await order("u1");

  expect(topology()).toEqual(["charge < order", "order < -", "query < order"]);
  expect(spanNamed("query")).toMatchObject({ attributes: { "app.rows_returned": 2 }, instrumentationScope: { name: "shop.database" } });
  expect(kindOf(spanNamed("query"))).toBe("CLIENT");
  expect(spanNamed("charge").attributes).toEqual({ "app.user_id": "u1", "app.amount": 5, "app.charge_id": "ch_5" });
});

test("attributes are typed by the function, and one that throws costs its span the attributes only", () => {
  traced("typed", (_text: string) => 1, {
    // @ts-expect-error the argument is a string
    attributes: (text: number) => ({ text }),
    // @ts-expect-error the result is a number
    resultAttributes: (result: string) => ({ result }),
  });
  const fragile = traced("fragile", (order: { id?: string }) => order.id, {
    attributes: ({ id }) => ({ length: (id as string).length }),
  });
  expect(fragile({})).toBe(undefined);
  expect(spanNamed("fragile").attributes).toEqual({});
});

test("nothing is brokend for a span that does not record", () => {
  const unsampled = trace.wrapSpanContext({ traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331", traceFlags: 0 });
  const tracer = { startSpan: () => unsampled, startActiveSpan: broken };
  const silent = traced("silent", () => trace.getActiveSpan()?.spanContext().spanId, {
    tracer,
    attributes: broken,
    resultAttributes: broken,
  });
  expect(silent()).toBe("b7ad6b7169203331");
});

test("an error is recorded once, by the span nearest to it", async () => {
  const inner = traced("inner", async () => {
    await sleep(1);
    throw new RangeError("too far");
  });
  const outer = traced("outer", () => inner());
  await expect(outer()).rejects.toThrow(new RangeError("too far"));
  for (const name of ["inner", "outer"]) {
    expect(spanNamed(name)).toMatchObject({ attributes: { "error.type": "RangeError" }, status: { message: "too far" } });
    expect(statusOf(spanNamed(name))).toBe("ERROR");
  }
  expect([eventsOf(spanNamed("inner")), eventsOf(spanNamed("outer"))]).toEqual([["exception"], []]);

  const thrower = traced("thrower", () => {
    throw "text";
  });
  expect(thrower).toThrow("text");
  expect(spanNamed("thrower")).toMatchObject({ attributes: { "error.type": "_OTHER" }, status: { message: "text" } });
});

test("a rejection that nobody handles stays unhandled", async () => {
  const listeners = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  const unhandled = new Promise((resolve) => process.once("unhandledRejection", resolve));
  void traced("floating", async () => {
    throw new RangeError("nobody looks");
  })();
  expect(await unhandled).toEqual(new RangeError("nobody looks"));
  for (const listener of listeners) {
    process.on("unhandledRejection", listener);
  }
});

test("a promise that can do more is returned as it is", async () => {
  const request = traced("request", () => Object.assign(Promise.resolve(1), { cancel }));
  const pending = request();
  expect(pending.cancel()).toBe("cancelled");
  expect(await pending).toBe(1);
  expect(spanNamed("request")).toBeDefined();
});

test("a generator has a span from its first step to its end, and each step is within it", () => {
  const step = traced("step", () => {});
  const count = traced("count", function* (to: number): Generator<number, string, string | undefined> {
    for (let number = 1; number <= to; number++) {
      step();
      if ((yield number) === "stop") {
        return "stopped";
      }
    }
    return "done";
  });
  const untouched = count(3);
  untouched.return("never began");
  expect([...untouched]).toEqual([]);
  expect(spans()).toEqual([]);

  const counting = count(5);
  expect([counting.next(), counting.next()]).toEqual([{ value: 1, done: false }, { value: 2, done: false }]);
  step();
  expect(counting.next("stop")).toEqual({ value: "stopped", done: true });
  expect(counting.next()).toEqual({ value: undefined, done: true });
  expect(topology()).toEqual(["count < -", "step < -", "step < count", "step < count"]);

  forgetSpans();
  for (const number of count(5)) {
    if (number === 2) {
      break;
    }
  }
  expect(topology()).toEqual(["count < -", "step < count", "step < count"]);
  expect(Object.prototype.toString.call(counting)).toBe("[object Generator]");
});

test("so has an asynchronous generator, also one that fails, and one around another", async () => {
  const pages = traced("pages", async function* (fails: boolean) {
    yield 1;
    await sleep(1);
    if (fails) {
      throw new RangeError("no more");
    }
    yield 2;
  });
  const all = traced("all", pages);
  expect(await collect(all(false))).toEqual([1, 2]);
  expect(topology()).toEqual(["all < -", "pages < all"]);

  forgetSpans();
  await expect(collect(pages(true))).rejects.toThrow("no more");
  expect(spanNamed("pages")).toMatchObject({ attributes: { "error.type": "RangeError" }, events: [{ name: "exception" }] });

  forgetSpans();
  for await (const page of pages(true)) {
    expect(page).toBe(1);
    break;
  }
  expect(statusOf(spanNamed("pages"))).toBe("UNSET");
});

test("around a handler, the span of the task stays outside; below it spans nest to any depth, in child workflows too", async () => {
  const save = traced("save", async () => {});
  const validate = traced("validate", async () => save());
  const handler = traced("handler", (async () => {
    await validate();
    await withLogFields({ tenant: "acme" }, () => save());
  }) satisfies PlainHandler<null, unknown>);
  await inTask(handler);
  expect(topology()).toEqual([
    "handler < task work",
    "save < handler",
    "save < validate",
    "task work < workflow test",
    "validate < handler",
    "workflow test < -",
  ]);
  expect(spans().filter(({ attributes }) => attributes["tenant"] === "acme").map((span) => `${span.name} < ${parentOf(span)}`)).toEqual(["save < handler"]);
});

test("in a task, errors are shown as its spec says", async () => {
  const decline = traced("decline", () => {
    throw new CardDeclined("card 4000 0000");
  });
  const errors = { CardDeclined: { mask: "declined" } };
  await expect(inTask(async () => decline(), { errors })).rejects.toThrow(CardDeclined);
  expect(spanNamed("decline")).toMatchObject({
    status: { message: "declined" },
    events: [{ attributes: { "exception.type": "CardDeclined", "exception.message": "declined" } }],
  });
  expect(JSON.stringify(spans().map(({ status, events }) => [status, events]))).not.toContain("4000");

  forgetSpans();
  await expect(inTask(async () => decline(), { errors: { CardDeclined: { expected: true } } })).rejects.toThrow(CardDeclined);
  expect(statusOf(spanNamed("decline"))).toBe("UNSET");
  expect(spanNamed("decline").attributes).toEqual({ "error.type": "CardDeclined" });
});

test("tracing that throws does not break the call", () => {
  const work = traced("work", (value: number) => value + 1, { tracer: { startSpan: broken, startActiveSpan: broken } });
  expect(work(1)).toBe(2);
});
