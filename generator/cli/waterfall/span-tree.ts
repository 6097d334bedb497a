import type { TraceSpan } from "./trace-span.ts";

/** A span and what it is the parent of, by start time. */
export interface SpanNode {
  readonly span: TraceSpan;
  readonly children: SpanNode[];
  /** True where the span names a parent that is not among the spans. */
  readonly orphan: boolean;
}

export interface TraceTree {
  readonly traceId: string;
  /** By start time; more than one where spans are missing or several services send to different places. */
  readonly roots: readonly SpanNode[];
  readonly spanCount: number;
  readonly startTimeMs: number;
  readonly endTimeMs: number;
}

/** Makes a tree of each trace, in the order in which they began. A span that was sent twice counts once. */
export function buildTraceTrees(spans: readonly TraceSpan[]): readonly TraceTree[] {
  const traces = new Map<string, Map<string, TraceSpan>>();
  for (const span of spans) {
    let trace = traces.get(span.traceId);
    if (trace === undefined) {
      trace = new Map();
      traces.set(span.traceId, trace);
    }
    trace.set(span.spanId, span);
  }
  return [...traces]
    .map(([traceId, trace]) => buildTree(traceId, trace))
    .toSorted((left, right) => left.startTimeMs - right.startTimeMs);
}

function buildTree(traceId: string, spans: ReadonlyMap<string, TraceSpan>): TraceTree {
  const nodes = new Map<string, SpanNode>();
  for (const [id, span] of spans) {
    const orphan = span.parentSpanId !== undefined && !spans.has(span.parentSpanId);
    nodes.set(id, { span, children: [], orphan });
  }
  const roots: SpanNode[] = [];
  let startTimeMs = Infinity;
  let endTimeMs = -Infinity;
  for (const node of nodes.values()) {
    const { span } = node;
    const parent = span.parentSpanId === undefined ? undefined : nodes.get(span.parentSpanId);
    (parent?.children ?? roots).push(node);
    startTimeMs = Math.min(startTimeMs, span.startTimeMs);
    endTimeMs = Math.max(endTimeMs, span.startTimeMs, span.endTimeMs);
  }
  breakCycles(nodes, roots);
  roots.sort(byStart);
  for (const node of nodes.values()) {
    node.children.sort(byStart);
  }
  return { traceId, roots, spanCount: nodes.size, startTimeMs, endTimeMs };
}

/** Spans that are each other's ancestors hang on no root. No tracer writes that, but a file may hold it. */
function breakCycles(nodes: ReadonlyMap<string, SpanNode>, roots: SpanNode[]): void {
  const reached = new Set<SpanNode>();
  for (const root of roots) {
    reach(root, reached);
  }
  for (const node of nodes.values()) {
    if (!reached.has(node)) {
      const parent = nodes.get(node.span.parentSpanId ?? "");
      parent?.children.splice(parent.children.indexOf(node), 1);
      roots.push(node);
      reach(node, reached);
    }
  }
}

/** Without recursion: a chain of spans may be deeper than the stack. */
function reach(root: SpanNode, reached: Set<SpanNode>): void {
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!reached.has(node)) {
      reached.add(node);
      for (const child of node.children) {
        pending.push(child);
      }
    }
  }
}

function byStart(left: SpanNode, right: SpanNode): number {
  return left.span.startTimeMs - right.span.startTimeMs || left.span.endTimeMs - right.span.endTimeMs;
}
