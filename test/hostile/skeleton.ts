import { ts } from "ts-morph";
import type { OutputFile } from "../../generator/ir/program.ts";

/** What a file is made of. */
export interface Skeleton {
  /** The kinds of its nodes, comments aside; what its literals and its identifiers say does not matter. */
  readonly kinds: readonly string[];
  readonly identifiers: ReadonlySet<string>;
  /** What the parser has to say. */
  readonly problems: readonly string[];
}

export function skeletonOf({ path, text }: Pick<OutputFile, "path" | "text">): Skeleton {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const { parseDiagnostics } = file as unknown as { readonly parseDiagnostics: readonly ts.Diagnostic[] };
  const kinds: string[] = [];
  const identifiers = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      identifiers.add(node.text);
    }
    kinds.push(ts.SyntaxKind[node.kind] ?? "");
    node.forEachChild(visit);
  };
  visit(file);
  return { kinds, identifiers, problems: parseDiagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")) };
}
