import type { ts } from "ts-morph";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { suggest } from "../diagnostics/suggest.ts";
import type { ObjectTemplate, Template } from "../ir/template.ts";
import type { SourceRange } from "../source/source-file.ts";
import type { Inspection } from "./inspection.ts";
import type { PlacedSite } from "./site.ts";
import { propertyNames } from "./type-facts.ts";

/**
 * The keys of a value of the spec that are too many or too few. TypeScript finds them, but leaves them out where it has
 * found something else wrong with the object; so values that it accepts need no second look.
 */
export function checkKeys({ start, end, site }: PlacedSite, inspection: Inspection): readonly Diagnostic[] {
  return inspection.hasErrorsWithin(start, end) ? keysOf(site.template, site, inspection) : [];
}

/** What a value is called, and where to point if something is missing in it. */
interface Named {
  readonly label: string;
  readonly at: SourceRange;
}

function keysOf(template: Template, named: Named, inspection: Inspection): readonly Diagnostic[] {
  switch (template.kind) {
    case "object":
      return [
        ...objectKeys(template, named, inspection),
        ...template.members.flatMap(({ key, keyRange, value }) =>
          keysOf(value, { label: `\`${key}\``, at: keyRange }, inspection),
        ),
      ];
    case "array":
      return template.items.flatMap((item) =>
        keysOf(item, { label: `an item of ${named.label}`, at: item.origin.range }, inspection),
      );
    default:
      return [];
  }
}

function objectKeys(template: ObjectTemplate, { label, at }: Named, inspection: Inspection): readonly Diagnostic[] {
  const wanted = wantedObject(template, inspection);
  if (wanted === undefined) {
    return [];
  }
  const existing = propertyNames(wanted, inspection);
  const keys = new Set(template.members.map(({ key }) => key));
  const { SymbolFlags } = inspection.typescript;
  const missing = inspection.checker
    .getPropertiesOfType(wanted)
    .filter(({ name, flags }) => (flags & SymbolFlags.Optional) === 0 && !keys.has(name))
    .map(({ name }) => name);
  const isOpen = existing.length === 0 || wanted.getStringIndexType() !== undefined;
  const unknown = isOpen ? [] : template.members.filter(({ key }) => wanted.getProperty(key) === undefined);
  const misspelt = unknown.map(({ key, keyRange }) => ({ key, keyRange, suggestion: suggest(key, existing) }));
  const lacking = missing.filter((name) => misspelt.every(({ suggestion }) => suggestion !== name));
  return [
    ...(lacking.length === 0 ? [] : [report("GF4006", at, { what: label, missing: lacking })]),
    ...misspelt.map(({ key, keyRange, suggestion }) =>
      report("GF4007", keyRange, { property: key, what: label, suggestion, existing }),
    ),
  ];
}

/** The type that an object must have; undefined where it has several to choose from, or none. */
function wantedObject(template: ObjectTemplate, { checker, typescript, nodeOf }: Inspection): ts.Type | undefined {
  const node = nodeOf(template);
  const contextual =
    node !== undefined && typescript.isObjectLiteralExpression(node) ? checker.getContextualType(node) : undefined;
  const wanted = contextual && checker.getNonNullableType(contextual);
  const { TypeFlags } = typescript;
  const isObject = wanted !== undefined && (wanted.flags & (TypeFlags.Object | TypeFlags.Intersection)) !== 0;
  return isObject && !checker.isArrayType(wanted) ? wanted : undefined;
}
