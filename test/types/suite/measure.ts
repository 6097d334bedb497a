import { compile } from "../compile.ts";
import { assignment, assignmentWithoutWeakTypes, withoutWeakTypes } from "../instances.ts";
import type { Group, Test } from "./groups.ts";

/** What a tool makes of one schema. */
export interface EmittedTypes {
  /** A module. */
  readonly code: string;
  /** The type of the schema's instances, as the module can write it. */
  readonly type: string;
}

/** Something that turns schemas into types. It throws where it cannot. */
export type Emitter = (group: Group) => EmittedTypes | Promise<EmittedTypes>;

/** What became of a group, from worst to best. A clean group has types that compile and refuse no valid instance. */
export const OUTCOMES = ["not generated", "not compiled", "refuses a valid instance", "clean"] as const;

export interface Verdict {
  readonly group: Group;
  readonly outcome: (typeof OUTCOMES)[number];
  /** Why it is not clean. */
  readonly reason: string | undefined;
  /** How many instances are refused that the suite calls invalid. */
  readonly caught: number;
  /** How many instances are refused that it calls valid. */
  readonly refused: number;
}

/** What an emitter makes of each group, or the reason why it makes nothing. */
export async function emitAll(emitter: Emitter, groups: readonly Group[]): Promise<readonly (EmittedTypes | string)[]> {
  return Promise.all(
    groups.map(async (group) => {
      try {
        return await emitter(group);
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    }),
  );
}

/**
 * Compiles what was emitted for each group, with an assignment of each of its instances.
 *
 * @param weakTypes Whether TypeScript's weak type check is on, as it is for whoever uses the types.
 */
export function judge(groups: readonly Group[], emitted: readonly (EmittedTypes | string)[], weakTypes: boolean): readonly Verdict[] {
  const modules = groups.map(({ tests }, index) => {
    const types = emitted[index];
    return types === undefined || typeof types === "string" ? undefined : toModule(types, tests, weakTypes);
  });
  const errors = compile(new Map(modules.map((module, index) => [`group${index}.ts`, module?.text ?? "export {};"])));
  const byFile = Map.groupBy(errors, ({ file }) => file);

  return groups.map((group, index): Verdict => {
    const module = modules[index];
    if (module === undefined) {
      return { group, outcome: "not generated", reason: String(emitted[index]), caught: 0, refused: 0 };
    }
    const messages = new Map<Test | undefined, string>();
    for (const { line, message } of byFile.get(`group${index}.ts`) ?? []) {
      messages.set(group.tests[line - module.firstInstance], message.split("\n")[0] ?? "");
    }
    const failed = group.tests.filter((test) => messages.has(test));
    const refused = failed.filter((test) => test.valid);
    const counts = { caught: failed.length - refused.length, refused: refused.length };
    const [first] = refused;
    if (messages.has(undefined)) {
      return { group, outcome: "not compiled", reason: messages.get(undefined), ...counts };
    }
    return first === undefined
      ? { group, outcome: "clean", reason: undefined, ...counts }
      : { group, outcome: "refuses a valid instance", reason: `"${first.description}": ${messages.get(first)}`, ...counts };
  });
}

/** The better of several verdicts of the same groups. */
export function better(left: readonly Verdict[], right: readonly Verdict[]): readonly Verdict[] {
  const worth = ({ outcome, caught }: Verdict): number => OUTCOMES.indexOf(outcome) * 1_000 + caught;
  return left.map((verdict, index) => {
    const other = right[index];
    return other !== undefined && worth(other) > worth(verdict) ? other : verdict;
  });
}

/** `firstInstance` is the line of the first assignment, counted from 1; each has a line. */
function toModule({ code, type }: EmittedTypes, tests: readonly Test[], weakTypes: boolean): { text: string; firstInstance: number } {
  const types = `${weakTypes ? code : withoutWeakTypes(code)}\nexport type Tested = ${type};`;
  const assign = weakTypes ? assignment : assignmentWithoutWeakTypes;
  const instances = tests.map(({ data }, index) => assign(`instance${index}`, data, "Tested"));
  return { text: [types, ...instances].join("\n"), firstInstance: types.split("\n").length + 1 };
}
