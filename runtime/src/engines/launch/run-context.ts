import { propagation } from "@opentelemetry/api";
import type { Baggage, Context } from "@opentelemetry/api";
import { baggageText, fitBaggage } from "../../baggage/fit-baggage.ts";
import type { AttemptScope } from "../../task/index.ts";
import type { ApplicationContext } from "../application.ts";
import { copyOf, withValidator } from "../check.ts";
import { InvalidContextError } from "../validation-errors.ts";
import type { ValidationProblem, Validator } from "../validator.ts";
import { attemptScopeOf } from "./attempt-scope.ts";
import type { Entries } from "./attempt-scope.ts";

/** What travels with one run, and what came with it from outside. */
export interface RunContext {
  readonly scope: AttemptScope;
  /** The caller's OpenTelemetry context, with the baggage that the run sends on. */
  readonly caller: Context;
  /** How many entries were too much for the baggage. */
  readonly droppedBaggage: number;
}

/**
 * Puts the context of a run together.
 *
 * @param given What the caller says; the baggage of `caller` and the spec's defaults fill in the rest.
 * @throws {InvalidContextError}, and {BaggageLimitError} if more would travel than may, unless `NODE_ENV` is `production`.
 */
export type ContextReader = (
  workflow: string,
  given: object | undefined,
  caller: Context,
) => RunContext | Promise<RunContext>;

type Values = Record<string, unknown>;

export function createContextReader(declared: ApplicationContext, payloadBytes: number | undefined): ContextReader {
  const entries: Entries = Object.entries(declared.entries);
  const use = withValidator(declared.validate);
  return (workflow, given, caller) =>
    use((validate) => {
      const context = validValues(workflow, entries, given as Values | undefined, propagation.getBaggage(caller), validate);
      return {
        scope: attemptScopeOf(entries, context, payloadBytes),
        ...withBaggage(workflow, entries, context, caller),
      };
    });
}

/**
 * Baggage is text. What it says is taken as it is where that fits the schema, and else read as JSON: a tenant
 * called `42` stays a string.
 */
function validValues(
  workflow: string,
  entries: Entries,
  given: Values = {},
  baggage: Baggage | undefined,
  validate: Validator<unknown>,
): Values {
  const values: Values = {};
  const texts = new Map<string, string>();
  for (const [name, entry] of entries) {
    const own = Object.hasOwn(given, name) ? given[name] : undefined;
    const text = own === undefined && entry.baggage === true ? baggage?.getEntry(name)?.value : undefined;
    values[name] = text ?? own;
    if (text !== undefined) {
      texts.set(name, text);
    }
  }
  const refuse = (problems: readonly ValidationProblem[], options?: ErrorOptions): Error =>
    new InvalidContextError(workflow, problems, options);
  for (;;) {
    const copy = copyOf(defined(values), refuse);
    if (validate(copy)) {
      return copy as Values;
    }
    const problems = validate.errors ?? [];
    if (!readAsJson(values, texts, problems)) {
      throw refuse(problems);
    }
  }
}

function defined(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** Reads the texts that do not fit as JSON. False if that changed nothing. */
function readAsJson(values: Values, texts: Map<string, string>, problems: readonly ValidationProblem[]): boolean {
  let hasChanged = false;
  for (const { instancePath } of problems) {
    const name = instancePath.split("/")[1] ?? "";
    const text = texts.get(name);
    if (text !== undefined) {
      texts.delete(name);
      const parsed = parse(text);
      if (parsed !== undefined) {
        values[name] = parsed.value;
        hasChanged = true;
      }
    }
  }
  return hasChanged;
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function withBaggage(
  workflow: string,
  entries: Entries,
  values: Values,
  caller: Context,
): Pick<RunContext, "caller" | "droppedBaggage"> {
  const travelling = entries.flatMap(([name, entry]) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return entry.baggage === true && value !== undefined ? [[name, baggageText(value)] as const] : [];
  });
  if (travelling.length === 0) {
    return { caller, droppedBaggage: 0 };
  }
  const baggage = travelling.reduce(
    (all, [name, value]) => all.setEntry(name, { ...all.getEntry(name), value }),
    propagation.getBaggage(caller) ?? propagation.createBaggage(),
  );
  const names = travelling.map(([name]) => name);
  const { fitting, dropped } = fitBaggage(`The baggage of a run of workflow \`${workflow}\``, baggage, names);
  return { caller: propagation.setBaggage(caller, fitting), droppedBaggage: dropped };
}
