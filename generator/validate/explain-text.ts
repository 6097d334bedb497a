import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { throughAlias } from "../diagnostics/through-alias.ts";
import { suggestDuration } from "./durations.ts";
import { show } from "./explain-kind.ts";
import { suggestNames } from "./names.ts";
import { writeString } from "./notation.ts";
import { definitionOf, memberOf, subjectOf } from "./place.ts";
import type { Place } from "./place.ts";

/** Definitions whose texts are names, and what they may be made of. */
const NAME_RULES: Readonly<Record<string, string>> = {
  name: "names are made of letters, digits and `_`, and do not begin with a digit",
  errorPattern: "errors are named with letters, digits and `_`; `*` stands for every error",
  attributeName: "names of attributes and events hold no spaces, quotes or backslashes: `shop.order.id`",
  metricName: "names of metrics begin with a letter and hold letters, digits and `_ . - /`: `shop.orders`",
  headerName: "names of headers are made of letters, digits and characters such as `-`",
  presetName: "presets are named with small letters, digits and `-`",
  schemaAnchor: "anchors begin with a letter or `_` and hold letters, digits and `- _ .`",
};

/** Definitions whose texts have another form. */
const TEXT_RULES: Readonly<Record<string, { readonly rule: string; readonly help?: string }>> = {
  version: { rule: "expected a semantic version", help: "versions are written `1.0.0`, three numbers and perhaps `-beta.1`" },
  literalText: {
    rule: "no expressions here",
    help: "span names are literals, so that there are few of them; put values into `attributes`",
  },
  settingText: {
    rule: "only `${env:NAME}` is read here",
    help: "settings are read at start-up: `${env:NAME}` or `${env:NAME:-default}`; a literal `${` is written `$${`",
  },
  taskQueue: {
    rule: "not the name of a task queue",
    help: "Temporal keeps names that begin with `__temporal_` or `/_sys/`; there are no expressions here, and what differs between deployments comes from the environment",
  },
  cron: {
    rule: "expected five fields",
    help: "minute, hour, day of the month, month, day of the week: `15 3 * * *`",
  },
  traceUrl: { rule: "lacks `{traceId}`", help: "for example `http://localhost:16686/trace/{traceId}`" },
  unit: { rule: "expected a unit", help: "units are at most 63 ASCII characters, as UCUM writes them: `s`, `By`, `{cent}`" },
  jsonSchema: { rule: "no fragment here", help: "`$id` is a URI without `#…`; name a place with `$anchor`" },
};

/** Explains a text, or a name, that is not written as it should be. */
export function explainText(place: Place): Diagnostic | undefined {
  const { error, node, tokens } = place;
  const definition = definitionOf(place);
  const text = error.propertyName ?? textOf(place);
  const at = error.propertyName === undefined ? node.range : memberOf(node, error.propertyName)?.keyRange;
  if (text === undefined || at === undefined) {
    return undefined;
  }
  const alias = throughAlias(node);
  const nameRule = NAME_RULES[definition];
  if (nameRule !== undefined) {
    const isName = definition === "name" || definition === "errorPattern";
    const suggestions = isName ? suggestNames(tokens.at(-2) === "after" ? text.replace(/^steps\./, "") : text) : [];
    return report("GF2006", at, { name: text, rule: nameRule, suggestions }, alias);
  }
  switch (definition) {
    case "duration": {
      const meant = suggestDuration(text);
      const suggestion = meant === undefined ? undefined : `\`${writeString(at.file, meant)}\``;
      return report("GF2005", at, { given: show(node), suggestion, isComputed: text.includes("${") }, alias);
    }
    case "expression": {
      const plain = text !== "" && text.length <= 60 && !text.includes("${");
      const suggestion = plain ? `\`\${ ${text.trim()} }\`` : undefined;
      return report("GF2012", at, { subject: subjectOf(tokens), suggestion }, alias);
    }
    case "regularExpression":
      return report("GF2014", at, { pattern: text, reason: reasonAgainst(text) }, alias);
    default: {
      const { rule, help } = TEXT_RULES[definition] ?? { rule: "not allowed", help: undefined };
      return report("GF2015", at, { subject: subjectOf(tokens), given: show(node), rule, help }, alias);
    }
  }
}

/** Explains one of the names that no map may hold. */
export function explainRefusedName(place: Place): Diagnostic | undefined {
  const { error, node } = place;
  const name = error.propertyName ?? textOf(place);
  const at = error.propertyName === undefined ? node.range : memberOf(node, error.propertyName)?.keyRange;
  return name === undefined || at === undefined ? undefined : report("GF2007", at, { name }, throughAlias(node));
}

function textOf({ node }: Place): string | undefined {
  return node.kind === "scalar" && typeof node.value === "string" ? node.value : undefined;
}

function reasonAgainst(pattern: string): string {
  try {
    RegExp(pattern, "u");
    return "not a regular expression";
  } catch (error) {
    return (error as Error).message.replace(/^Invalid regular expression: (?:\/[\s\S]*\/u: )?/, "").toLowerCase();
  }
}
