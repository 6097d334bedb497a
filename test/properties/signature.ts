/** A span, as far as the rules say how it must be. */
export interface SignedSpan {
  readonly id: string;
  readonly parent: string;
  readonly name: string;
  readonly stepId: string | undefined;
  readonly index: number | undefined;
  readonly attempt: number | undefined;
  readonly isFailed: boolean;
  /** `depends_on <id>`. */
  readonly links: readonly string[];
}

/** Every span by what it says of itself, of all spans above it, and of those that it links to; sorted. */
export function signatures(spans: readonly SignedSpan[]): readonly string[] {
  const byId = new Map(spans.map((span) => [span.id, span]));
  const path = (id: string): string => {
    const span = byId.get(id);
    if (span === undefined) {
      return "";
    }
    const { name, stepId, index, attempt, isFailed } = span;
    return `${path(span.parent)} / ${[name, stepId, index, attempt, isFailed ? "failed" : ""].join("|")}`;
  };
  return spans
    .map(({ id, links }) => {
      const targets = links.map((link) => {
        const [kind, ...target] = link.split(" ");
        return `\n    ${kind}${path(target.join(" "))}`;
      });
      return path(id) + targets.toSorted().join("");
    })
    .toSorted();
}
