import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { writeTemplate } from "../expressions/print-template.ts";
import { newSheet } from "../expressions/sheet.ts";
import type { Sheet } from "../expressions/sheet.ts";
import type { EmittedTypes, TypeReference } from "../ir/program.ts";
import type { SchemaUse } from "../ir/schema.ts";
import { printScopeOf } from "./name-scope.ts";
import type { NameScope } from "./name-scope.ts";
import { reportNames } from "./names.ts";
import type { PlacedSite, Site } from "./site.ts";
import { besideAlias } from "./through-alias.ts";

/** Code for TypeScript's checker, made of all expressions of a spec, and what each part of it came from. */
export interface CheckModule {
  readonly sheet: Sheet;
  /** In the order of the code; none within another. */
  readonly sites: PlacedSite[];
  /** Of `types.ts`. */
  readonly imports: Set<string>;
  readonly diagnostics: Diagnostic[];
  readonly types: EmittedTypes;
}

export function newCheckModule(types: EmittedTypes): CheckModule {
  return { sheet: newSheet(), sites: [], imports: new Set(), diagnostics: [], types };
}

/** Appends code that came from nowhere in the spec. */
export function write({ sheet }: CheckModule, code: string): void {
  sheet.text += code;
}

/** Appends the value of a site between `before` and `after`. */
export function writeSite(module: CheckModule, site: Site, scope: NameScope, before = "void (", after = ");\n"): void {
  const { template } = site;
  const { steps, forgotten } = scope;
  module.diagnostics.push(...reportNames(template, scope).map((diagnostic) => besideAlias(diagnostic, template)));
  const start = module.sheet.text.length;
  write(module, before);
  writeTemplate(module.sheet, template, printScopeOf(scope), 0);
  write(module, after);
  module.sites.push({ start, end: module.sheet.text.length, site, steps, forgotten });
}

/** Appends the value of a site, which must be of a type. */
export function writeTypedSite(module: CheckModule, site: Site, scope: NameScope, type: string): void {
  writeSite(module, site, scope, `{ const whole: ${type} = `, "; }\n");
}

/** The type of a schema; one that is not there has `absent`. */
export function typeText(module: CheckModule, use: SchemaUse | undefined, absent: string): string {
  return use === undefined ? absent : imported(module, module.types.typeOf(use));
}

/** The type that callers from outside may pass for a schema. */
export function givenTypeText(module: CheckModule, use: SchemaUse | undefined, absent: string): string {
  return use === undefined ? absent : imported(module, module.types.inputTypeOf(use));
}

function imported({ imports }: CheckModule, { text, names }: TypeReference): string {
  for (const name of names) {
    imports.add(name);
  }
  return text;
}
