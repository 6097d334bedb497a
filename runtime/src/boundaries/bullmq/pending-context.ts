import type { Context } from "@opentelemetry/api";

/** A context that is settled when it is first read. */
export class PendingContext implements Context {
  private readonly settled: () => Context;

  /** @param settled must return the same each time. */
  constructor(settled: () => Context) {
    this.settled = settled;
  }

  getValue(key: symbol): unknown {
    return this.settled().getValue(key);
  }

  setValue(key: symbol, value: unknown): Context {
    return this.settled().setValue(key, value);
  }

  deleteValue(key: symbol): Context {
    return this.settled().deleteValue(key);
  }
}
