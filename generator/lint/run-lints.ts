import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { arrange } from "../diagnostics/order.ts";
import { attributesOf } from "../ir/attributes.ts";
import type { LinkedSpec } from "../ir/linked.ts";
import type { SchemaUse } from "../ir/schema.ts";
import type { LintSetting } from "../ir/spec.ts";
import type { UnmarkedFlow } from "../sensitive/unmarked.ts";
import { followReferences } from "../types/references.ts";
import type { References } from "../types/references.ts";
import type { SchemaResolver } from "../types/resolve.ts";
import type { Lint, LintSubject } from "./lint.ts";
import { LINTS } from "./lints.ts";

export interface LintOptions {
  readonly linked: LinkedSpec;
  /** Schemas that something uses: inputs, outputs, data of errors, signals and context. */
  readonly roots: readonly SchemaUse[];
  /** Those of them whose defaults are applied. */
  readonly inputs: readonly SchemaUse[];
  readonly resolver: SchemaResolver;
  /** What may hold sensitive values without being marked. */
  readonly unmarked: readonly UnmarkedFlow[];
  /** False where another stage found an error: lints that miss something could miss it because of that. */
  readonly isSound: boolean;
}

/** What lints find, as loud as the spec's `lint` block wants them. */
export function runLints({ linked, roots, inputs, resolver, unmarked, isSound }: LintOptions): readonly Diagnostic[] {
  let references: References | undefined;
  const declared = attributesOf(linked.spec).flatMap((attribute) =>
    attribute.kind === "declared" ? [attribute.schema] : [],
  );
  // What an included file declares is there for other specs too, so it counts as used.
  const { schemas, origin } = linked.spec;
  const included = [...schemas.values()].flatMap(({ schema }) => (schema.file === origin.file ? [] : [schema]));
  const used = [...roots.map(({ schema }) => schema), ...declared, ...included];
  const subject: LintSubject = {
    linked,
    inputs,
    unmarked,
    references: () => (references ??= followReferences(used, resolver)),
  };
  const settings = new Map(linked.spec.lint.map((setting) => [setting.name, setting]));
  return LINTS.filter(({ findsAbsence }) => isSound || !findsAbsence).flatMap((lint) =>
    runLint(lint, subject, settings.get(lint.name)),
  );
}

/** The first finding of a lint also says how to turn it off. */
function runLint(lint: Lint, subject: LintSubject, setting: LintSetting | undefined): readonly Diagnostic[] {
  const level = setting?.level;
  if (level === "off") {
    return [];
  }
  const hint = `to turn this lint off: "lint": { "${lint.name}": "off" }`;
  return arrange(lint.run(subject)).map((found, index) => ({
    ...found,
    severity: level ?? found.severity,
    help: index === 0 ? [...found.help, hint] : found.help,
  }));
}
