import type { Diagnostic } from "./diagnostic.ts";

/**
 * Diagnostics in the order of files and places, each once. Those without a place come first, and files stay in the
 * order in which they first appear.
 */
export function arrange(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const paths = [...new Set(diagnostics.map(({ at }) => at?.file.path ?? ""))];
  const rank = new Map(paths.map((path, index) => [path, path === "" ? -1 : index]));
  const seen = new Set<string>();
  return diagnostics
    .filter((diagnostic) => {
      const identity = JSON.stringify([
        diagnostic.code,
        diagnostic.message,
        diagnostic.at?.file.path,
        diagnostic.at?.start,
        diagnostic.at?.end,
      ]);
      const first = !seen.has(identity);
      seen.add(identity);
      return first;
    })
    .toSorted(
      (one, other) =>
        (rank.get(one.at?.file.path ?? "") ?? 0) - (rank.get(other.at?.file.path ?? "") ?? 0) ||
        (one.at?.start ?? 0) - (other.at?.start ?? 0) ||
        (one.at?.end ?? 0) - (other.at?.end ?? 0) ||
        one.code.localeCompare(other.code, "en"),
    );
}
