import type {
  Call,
  CatchCall,
  ForEachCall,
  GroupCall,
  RethrowCall,
  SignalCall,
  SleepCall,
  SwitchCall,
  Undo,
  ValueCall,
} from "./call.ts";
import type { FlowError } from "./flow-error.ts";
import type { Group, GroupResult } from "./flow.ts";

/** Describes what steps do. The types that its methods promise to workflow modules are those of `Steps`. */
export abstract class Calls {
  value<Output>(value: Output): ValueCall<Output> {
    return { kind: "value", value };
  }

  /** @throws {RangeError} if no item could ever begin. */
  forEach(
    items: readonly unknown[],
    options: { readonly maxConcurrency: number; readonly onError?: "collect" },
    call: (item: never, index: number) => Call<unknown>,
  ): ForEachCall<never> {
    if (!(options.maxConcurrency >= 1)) {
      throw new RangeError(`maxConcurrency must be at least 1, and is ${options.maxConcurrency}.`);
    }
    return {
      kind: "forEach",
      maxConcurrency: options.maxConcurrency,
      onError: options.onError ?? "failFast",
      count: items.length,
      callAt: (index) => call(items[index] as never, index),
    };
  }

  group(body: (flow: Group<never>) => GroupResult<unknown> | void, options?: Undo<never>): GroupCall<never> {
    return { kind: "group", body, compensate: options?.compensate };
  }

  switch(choose: () => Call<unknown> | undefined, options?: Undo<never>): SwitchCall<never> {
    return { kind: "switch", choose, compensate: options?.compensate };
  }

  sleep(milliseconds: number): SleepCall {
    return { kind: "sleep", duration: milliseconds };
  }

  waitForSignal(signal: string, options?: { readonly timeout: number }): SignalCall<never> {
    return { kind: "waitForSignal", signal, timeout: options?.timeout };
  }

  catch(call: Call<unknown>, handle: (error: FlowError) => Call<unknown> | undefined): CatchCall<never> {
    return { kind: "catch", call, handle };
  }

  rethrow(error: FlowError, first?: Call<unknown>): RethrowCall {
    return { kind: "rethrow", error, first };
  }
}
