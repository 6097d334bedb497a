/** No run of that id is under way or among the last that finished. */
export class UnknownRunError extends Error {
  override readonly name = "UnknownRunError";

  constructor(workflow: string, runId: string) {
    super(`No run \`${runId}\` of workflow \`${workflow}\` is known in this process.`);
  }
}

/** The run is over: nothing in it waits for a signal any more. */
export class RunEndedError extends Error {
  override readonly name = "RunEndedError";

  constructor(runId: string) {
    super(`Run \`${runId}\` has ended and takes no more signals.`);
  }
}

/** Somebody ended the run on its server, without compensations. `cause` is what the engine says of it. */
export class RunTerminatedError extends Error {
  override readonly name = "RunTerminatedError";

  constructor(runId: string, options?: ErrorOptions) {
    super(`Run \`${runId}\` was terminated. What it had done is not compensated.`, options);
  }
}

/** The workflow waits for no signal of that name. */
export class UnknownSignalError extends Error {
  override readonly name = "UnknownSignalError";

  constructor(workflow: string, signal: string, known: readonly string[]) {
    const names = known.length === 0 ? "none" : known.map((name) => `\`${name}\``).join(", ");
    super(`Workflow \`${workflow}\` waits for no signal \`${signal}\`; it waits for ${names}.`);
  }
}

/** A run was started with a carrier that carries no trace, and the spec says `onMissing: error`. */
export class MissingParentError extends Error {
  override readonly name = "MissingParentError";

  constructor(workflow: string) {
    super(
      `A run of workflow \`${workflow}\` was started with a carrier that carries no trace, and the spec's ` +
        "`telemetry.propagation.onMissing` is `error`. Let its caller send headers that `telemetry.propagators` reads, " +
        "or leave `carrier` out where a trace begins.",
    );
  }
}
