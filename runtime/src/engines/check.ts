import { assertSize } from "../task/index.ts";
import { copyJson } from "./copy-json.ts";
import { trackLoad } from "./loads.ts";
import type { ValidationProblem, Validator } from "./validator.ts";

/** Turns what came from outside into what the spec promises, in a copy, or throws. */
export type Check<Value> = (value: unknown) => Value | Promise<Value>;

/** Makes the error for a value that does not fit. */
export type Refuse = (problems: readonly ValidationProblem[], options?: ErrorOptions) => Error;

/** Uses a validator that is loaded once, when it is first needed; later uses are synchronous. */
export function withValidator<Value>(
  load: () => Promise<Validator<Value>>,
): <Result>(use: (validate: Validator<Value>) => Result) => Result | Promise<Result> {
  let loaded: Validator<Value> | undefined;
  return (use) => {
    if (loaded !== undefined) {
      return use(loaded);
    }
    return trackLoad(load()).then((validate) => {
      loaded = validate;
      return use(validate);
    });
  };
}

/** Makes sure that values fit, and fills in their defaults. Without a validator every value fits, as it is. */
export function createCheck<Value>(
  load: (() => Promise<Validator<Value>>) | undefined,
  refuse: Refuse,
): Check<Value> {
  if (load === undefined) {
    return (value) => value as Value;
  }
  const use = withValidator(load);
  return (value) =>
    use((validate) => {
      const copy = copyOf(value, refuse);
      if (validate(copy)) {
        return copy;
      }
      throw refuse(validate.errors ?? []);
    });
}

/** Refuses values that are too large before anything else is done with them. */
export function limitSize<Value>(check: Check<Value>, what: string, bytes: number | undefined): Check<Value> {
  if (bytes === undefined) {
    return check;
  }
  return (value) => {
    assertSize(value, what, bytes);
    return check(value);
  };
}

/** A copy, so that filling in defaults does not change what the caller has. */
export function copyOf(value: unknown, refuse: Refuse): unknown {
  try {
    return copyJson(value);
  } catch (error) {
    throw refuse([{ instancePath: "", keyword: "type", message: "must be JSON", params: {} }], { cause: error });
  }
}
