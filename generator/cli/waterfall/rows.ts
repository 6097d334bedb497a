import { collapseSiblings } from "./collapse.ts";
import { skippedRows, spanRow, stepOf, summaryRow } from "./row.ts";
import type { Row, RowContent } from "./row.ts";
import type { SpanNode, TraceTree } from "./span-tree.ts";

/** Rows deeper than this are not indented further. */
const DEEPEST_INDENT = 10;

interface Entry {
  readonly content: RowContent;
  /** Undefined for a row that nothing hangs on. */
  readonly node: SpanNode | undefined;
}

interface Pending extends Entry {
  readonly guides: readonly boolean[];
}

/** The rows of a trace from top to bottom: each span above its children, those by start time. */
export function traceRows(trace: TraceTree): readonly Row[] {
  const service = trace.roots[0]?.span.serviceName;
  const rows: Row[] = [];
  // A stack rather than recursion: a chain of spans may be deeper than the engine's.
  const pending: Pending[] = [];
  for (const entry of entriesOf(trace.roots, service).toReversed()) {
    pending.push({ ...entry, guides: [] });
  }
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { content, node, guides } = next;
    rows.push({ ...content, guides });
    if (node !== undefined) {
      const children = [...entriesOf(node.children, service), ...skippedRows(node.span).map(leaf)];
      children.sort((left, right) => left.content.startTimeMs - right.content.startTimeMs);
      for (const [index, child] of children.toReversed().entries()) {
        pending.push({ ...child, guides: [...guides, index > 0].slice(-DEEPEST_INDENT) });
      }
    }
  }
  return rows;
}

function entriesOf(nodes: readonly SpanNode[], service: string | undefined): Entry[] {
  const { shown, collapsed } = collapseSiblings(nodes);
  const ambiguous = namesOfSeveralSteps(nodes);
  return [
    ...shown.map((node) => ({ content: spanRow(node, service, ambiguous.has(node.span.name)), node })),
    ...collapsed.map((spans) => leaf(summaryRow(spans))),
  ];
}

/** Span names that several steps share, because they call the same task or workflow. */
function namesOfSeveralSteps(nodes: readonly SpanNode[]): ReadonlySet<string> {
  const first = new Map<string, unknown>();
  const shared = new Set<string>();
  for (const { span } of nodes) {
    const step = stepOf(span);
    if (step !== undefined && (first.get(span.name) ?? step) !== step) {
      shared.add(span.name);
    }
    first.set(span.name, first.get(span.name) ?? step);
  }
  return shared;
}

function leaf(content: RowContent): Entry {
  return { content, node: undefined };
}
