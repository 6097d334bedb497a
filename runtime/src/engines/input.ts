import { copyJson } from "./copy-json.ts";
import type { ValidationProblem, Validator } from "./validator.ts";

/** The input of a workflow does not fit its schema. The message names each place. */
export class InvalidInputError extends Error {
  override readonly name = "InvalidInputError";
  readonly problems: readonly ValidationProblem[];

  constructor(workflow: string, problems: readonly ValidationProblem[], options?: ErrorOptions) {
    const places = problems.map((problem) => `\n  ${problem.instancePath || "/"} ${problem.message ?? problem.keyword}`);
    super(`The input of workflow \`${workflow}\` does not fit its schema:${places.join("")}`, options);
    this.problems = problems;
  }
}

/**
 * Makes sure that inputs fit, and fills in their defaults, in a copy. The validator is loaded once, when it is
 * first needed.
 *
 * @returns A function that throws `InvalidInputError`.
 */
export function loadingValidator<Value>(
  workflow: string,
  load: () => Promise<Validator<Value>>,
): (input: unknown) => Value | Promise<Value> {
  let loaded: Validator<Value> | undefined;
  return (input) => {
    if (loaded !== undefined) {
      return validInput(workflow, input, loaded);
    }
    return load().then((validator) => {
      loaded = validator;
      return validInput(workflow, input, validator);
    });
  };
}

function validInput<Value>(workflow: string, input: unknown, validate: Validator<Value>): Value {
  const copy = copyOf(workflow, input);
  if (validate(copy)) {
    return copy;
  }
  throw new InvalidInputError(workflow, validate.errors ?? []);
}

function copyOf(workflow: string, input: unknown): unknown {
  try {
    return copyJson(input);
  } catch (error) {
    const problem = { instancePath: "", keyword: "type", message: "must be JSON", params: {} };
    throw new InvalidInputError(workflow, [problem], { cause: error });
  }
}
