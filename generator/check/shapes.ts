/**
 * The port of the runtime (`runtime/src/workflow/{call,flow,flow-error}.ts`), as far as types go: generated code and
 * the code that is checked must infer the same. No name of a spec begins with `$`; what has no `$` is seen by people,
 * in types of messages.
 */
export const SHAPES = `
interface FlowError<Name extends string = string, Data = unknown> {
  readonly name: Name;
  readonly message: string;
  readonly data: Data;
}
type Collected<Output> =
  | { readonly ok: true; readonly value: Output }
  | { readonly ok: false; readonly error: FlowError };
/** Found also where the spec has a schema of that name. */
type $FlowError<Name extends string = string, Data = unknown> = FlowError<Name, Data>;

interface $TaskCall<Output> { readonly kind: "task"; readonly output?: Output; }
interface $ChildCall<Output> { readonly kind: "workflow"; readonly output?: Output; }
interface $ValueCall<Output> { readonly kind: "value"; readonly value: Output; }
interface $ForEachCall<Output> { readonly kind: "forEach"; readonly output?: Output; }
interface $GroupCall<Output> { readonly kind: "group"; readonly output?: Output; }
interface $SwitchCall<Output> { readonly kind: "switch"; readonly output?: Output; }
interface $SleepCall { readonly kind: "sleep"; readonly output?: undefined; }
interface $SignalCall<Payload> { readonly kind: "waitForSignal"; readonly output?: Payload; }
interface $CatchCall<Output> { readonly kind: "catch"; readonly output?: Output; }
interface $RethrowCall { readonly kind: "rethrow"; readonly output?: never; }
type $Call<Output> =
  | $TaskCall<Output>
  | $ChildCall<Output>
  | $ValueCall<Output>
  | $ForEachCall<Output>
  | $GroupCall<Output>
  | $SwitchCall<Output>
  | $SleepCall
  | $SignalCall<Output>
  | $CatchCall<Output>
  | $RethrowCall;
type $Outcome<Made> = Made extends $RethrowCall
  ? never
  : Made extends $SleepCall
    ? void
    : Made extends $ValueCall<infer Value>
      ? Value
      : Made extends { readonly kind: string; readonly output?: infer Output }
        ? Output
        : undefined;
type $Handled<Made> = Made extends undefined ? never : $Outcome<Made>;
interface $GroupResult<Output> { readonly compute: () => Output; }

declare function $step<Made extends $Call<unknown> | undefined>(begin: () => Made): $Outcome<Made>;
declare function $task<Output>(): $TaskCall<Output>;
declare function $child<Output>(): $ChildCall<Output>;
declare function $value<const Output>(value: Output): $ValueCall<Output>;
declare function $sleep(): $SleepCall;
declare function $signal<Payload>(): $SignalCall<Payload>;
declare function $collect<Item, Made extends $Call<unknown>>(
  items: readonly Item[],
  call: (item: Item, index: number) => Made,
): $ForEachCall<readonly Collected<$Outcome<Made>>[]>;
declare function $collect<Made extends $Call<unknown>>(
  items: any,
  call: (item: any, index: number) => Made,
): $ForEachCall<readonly Collected<$Outcome<Made>>[]>;
declare function $forEach<Item, Made extends $Call<unknown>>(
  items: readonly Item[],
  call: (item: Item, index: number) => Made,
): $ForEachCall<readonly $Outcome<Made>[]>;
declare function $forEach<Made extends $Call<unknown>>(
  items: any,
  call: (item: any, index: number) => Made,
): $ForEachCall<readonly $Outcome<Made>[]>;
declare function $result<const Output>(compute: () => Output): $GroupResult<Output>;
declare function $group<Output>(body: () => $GroupResult<Output>): $GroupCall<Output>;
declare function $group(body: () => void): $GroupCall<void>;
declare function $switch<Made extends $Call<unknown> | undefined>(choose: () => Made): $SwitchCall<$Outcome<Made>>;
declare function $catch<Made extends $Call<unknown>, Instead extends $Call<unknown> | undefined>(
  call: Made,
  handle: (error: FlowError) => Instead,
): $CatchCall<$Outcome<Made> | $Handled<Instead>>;
declare function $isError<Failure extends FlowError>(error: FlowError, ...names: readonly Failure["name"][]): error is Failure;
declare function $rethrow(error: FlowError, first?: $Call<unknown>): $RethrowCall;
`;
