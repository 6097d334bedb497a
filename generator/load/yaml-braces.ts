import type { ParsedNode } from "yaml";
import { report } from "../diagnostics/report.ts";
import type { ScalarNode } from "../source/node.ts";
import type { SourceRange } from "../source/source-file.ts";
import { rangeOf, withVia } from "./yaml-context.ts";
import type { YamlBuild } from "./yaml-context.ts";
import { quoteForYaml } from "./yaml-quote.ts";

/**
 * `{{ input.id }}`, as Argo, Ansible and Jinja write expressions, is to YAML a map whose key is a map. It is reported,
 * and read as the expression that is meant, so that its names are checked as well.
 */
export function readDoubleBraces(
  build: YamlBuild,
  node: ParsedNode,
  place: { readonly pointer: string; readonly via: SourceRange | undefined },
): ScalarNode | undefined {
  const { file, library } = build;
  const range = rangeOf(build, node);
  const written = file.text.slice(range.start, range.end);
  if (!library.isMap(node) || !/^\{\{[^{}\r\n]*\}\}$/.test(written)) {
    return undefined;
  }
  const value = `\${${written.slice(2, -1)}`;
  build.diagnostics.push(
    report("GF1030", range, {
      problem: "`{{ … }}` is a map to YAML",
      label: "an expression of other tools",
      help: [`an expression is written \`\${ … }\`, in quotes: ${quoteForYaml(value) ?? '"${ … }"'}`],
    }),
  );
  // The offsets are the same: `${` is as long as `{{`, and one `}` is left out at the end.
  const offsets = (): readonly number[] => Array.from({ length: value.length + 1 }, (_, index) => range.start + index);
  return withVia({ kind: "scalar", file, pointer: place.pointer, range, value, offsets }, place.via);
}
