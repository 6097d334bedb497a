import type { Alias, ParsedNode } from "yaml";
import type * as YamlLibrary from "yaml";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { suggest } from "../diagnostics/suggest.ts";
import type { SourceFile } from "../source/source-file.ts";
import { quoteForYaml } from "./yaml-quote.ts";

/**
 * Finds what each alias stands for: the last node above it that has its name as an anchor. Anchors may be set
 * again, so this needs the order of the text.
 */
export function resolveAliases(
  file: SourceFile,
  library: typeof YamlLibrary,
  contents: ParsedNode,
): { readonly targets: ReadonlyMap<Alias, ParsedNode>; readonly diagnostics: readonly Diagnostic[] } {
  const anchors = new Map<string, ParsedNode>();
  const targets = new Map<Alias, ParsedNode>();
  const diagnostics: Diagnostic[] = [];
  library.visit(contents, {
    Node: (_, node) => {
      const parsed = node as ParsedNode;
      if (!library.isAlias(parsed)) {
        if (parsed.anchor !== undefined) {
          anchors.set(parsed.anchor, parsed);
        }
        return;
      }
      const name = parsed.source;
      const target = anchors.get(name);
      if (target === undefined) {
        const [start, end] = parsed.range;
        const suggestion = suggest(name, anchors.keys());
        diagnostics.push(report("GF1035", { file, start, end }, { name, suggestion, quoted: quoteForYaml(`*${name}`) }));
      } else {
        targets.set(parsed, target);
      }
    },
  });
  return { targets, diagnostics };
}
