/** An error as it crosses a step, an engine, or a process: `message` is for people, `data` is typed by the spec. */
export interface FlowError<Name extends string = string, Data = unknown> {
  readonly name: Name;
  readonly message: string;
  readonly data: Data;
}

/** What was thrown, by what is shown of it; a run that fails in the end fails with that. */
const thrown = new WeakMap<FlowError, unknown>();

/** What remains of an error where it must be plain data: its name, its message, and the data that the spec declares. */
export function toFlowError(error: unknown): FlowError {
  const plain = describe(error);
  thrown.set(plain, error);
  return plain;
}

/** The error that a `FlowError` was made of; itself where it came from elsewhere. */
export function originalOf(error: FlowError): unknown {
  return thrown.has(error) ? thrown.get(error) : error;
}

/** True for an error of one of the given names, which the type says in full. */
export function isError<Failure extends FlowError>(error: FlowError, ...names: readonly Failure["name"][]): error is Failure {
  return names.includes(error.name);
}

function describe(error: unknown): FlowError {
  if (!(error instanceof Error)) {
    return { name: "Error", message: String(error), data: undefined };
  }
  return { name: error.name, message: error.message, data: "data" in error ? error.data : undefined };
}
