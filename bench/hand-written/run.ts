import type { Call } from "./call.ts";

/** A run under way, and the calls to cancel should one of them fail. */
export class Run {
  readonly id: string;
  readonly calls = new Set<Call>();
  isAborted = false;

  constructor(id: string) {
    this.id = id;
  }

  abort(reason: Error): void {
    this.isAborted = true;
    for (const call of this.calls) {
      call.abort(reason);
    }
  }

  /** Waits for all. If one fails, the others are cancelled and awaited before its error is thrown. */
  async all<Values extends readonly unknown[]>(
    promises: readonly [...{ [Index in keyof Values]: Promise<Values[Index]> }],
  ): Promise<Values> {
    try {
      return (await Promise.all(promises)) as unknown as Values;
    } catch (error) {
      this.abort(error instanceof Error ? error : new Error(String(error)));
      await Promise.allSettled(promises);
      throw error;
    }
  }
}
