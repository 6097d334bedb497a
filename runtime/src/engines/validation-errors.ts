import type { ValidationProblem } from "./validator.ts";

/** A value from outside does not fit its schema. The message names each place. */
abstract class ValidationError extends Error {
  readonly problems: readonly ValidationProblem[];

  constructor(what: string, problems: readonly ValidationProblem[], options: ErrorOptions | undefined) {
    const places = problems.map((problem) => `\n  ${problem.instancePath || "/"} ${problem.message ?? problem.keyword}`);
    super(`${what} does not fit its schema:${places.join("")}`, options);
    this.problems = problems;
  }
}

/** The input of a workflow does not fit its schema. The message names each place. */
export class InvalidInputError extends ValidationError {
  override readonly name = "InvalidInputError";

  constructor(workflow: string, problems: readonly ValidationProblem[], options?: ErrorOptions) {
    super(`The input of workflow \`${workflow}\``, problems, options);
  }
}

/** What a signal brings does not fit its schema. The message names each place. */
export class InvalidSignalError extends ValidationError {
  override readonly name = "InvalidSignalError";

  constructor(signal: string, problems: readonly ValidationProblem[], options?: ErrorOptions) {
    super(`The payload of signal \`${signal}\``, problems, options);
  }
}

/** The context of a run, from its caller and from baggage, does not fit its schema. The message names each place. */
export class InvalidContextError extends ValidationError {
  override readonly name = "InvalidContextError";

  constructor(workflow: string, problems: readonly ValidationProblem[], options?: ErrorOptions) {
    super(`The context of a run of workflow \`${workflow}\``, problems, options);
  }
}
