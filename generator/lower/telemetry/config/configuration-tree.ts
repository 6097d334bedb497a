import type { ConfigurationNode } from "../../../../runtime/src/telemetry/configuration/document/configuration-node.ts";
import {
  substitute,
  SubstitutionError,
} from "../../../../runtime/src/telemetry/configuration/document/substitute.ts";
import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import { report } from "../../../diagnostics/report.ts";
import type { ScalarNode, SourceNode } from "../../../source/node.ts";
import type { SourceRange } from "../../../source/source-file.ts";

/** Turns a document's tree into that of a configuration, in which references to variables are understood. */
export function configurationTree(node: SourceNode, diagnostics: Diagnostic[]): ConfigurationNode<SourceRange> {
  switch (node.kind) {
    case "object": {
      const members = node.members.map(({ key, keyRange, value }) => ({
        key,
        keyPlace: keyRange,
        value: configurationTree(value, diagnostics),
      }));
      return { kind: "object", place: node.range, members };
    }
    case "array": {
      const items = node.items.map((item) => configurationTree(item, diagnostics));
      return { kind: "array", place: node.range, items };
    }
    case "scalar":
      return { kind: "scalar", place: node.range, ...filledIn(node, diagnostics) };
  }
}

function filledIn(node: ScalarNode, diagnostics: Diagnostic[]): ReturnType<typeof substitute> {
  if (typeof node.value !== "string") {
    return { value: node.value };
  }
  try {
    return substitute(node.value, isPlain(node), undefined);
  } catch (error) {
    if (!(error instanceof SubstitutionError)) {
      throw error;
    }
    diagnostics.push(report("GF2201", node.range, { message: error.message, help: error.help }));
    return { value: null };
  }
}

/** Whether a text stands in no quotes and is no block of YAML: then what variables bring decides on its type. */
function isPlain({ file, range }: ScalarNode): boolean {
  return file.format === "yaml" && !/["'|>]/.test(file.text.charAt(range.start));
}
