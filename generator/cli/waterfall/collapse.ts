import type { SpanNode } from "./span-tree.ts";

/** More siblings of one name than this become a few and a summary. */
const MOST_SIBLINGS = 8;
/** How many of them stay: the first ones, and the first that failed. */
const KEPT = 3;

/** Siblings of one name that get one row together. */
export interface CollapsedSpans {
  readonly name: string;
  readonly count: number;
  readonly failed: number;
  readonly startTimeMs: number;
  readonly endTimeMs: number;
  /** Milliseconds, of one span each. */
  readonly minimum: number;
  readonly median: number;
  readonly maximum: number;
}

export interface Siblings {
  /** By start time. */
  readonly shown: readonly SpanNode[];
  readonly collapsed: readonly CollapsedSpans[];
}

/** Decides which of the children of a span get a row of their own. */
export function collapseSiblings(children: readonly SpanNode[]): Siblings {
  if (children.length <= MOST_SIBLINGS) {
    return { shown: children, collapsed: [] };
  }
  const shown: SpanNode[] = [];
  const collapsed: CollapsedSpans[] = [];
  for (const group of groupByName(children)) {
    const rest = group.length > MOST_SIBLINGS ? group.filter(isDispensable()) : [];
    if (rest.length > 1) {
      const hidden = new Set(rest);
      shown.push(...group.filter((node) => !hidden.has(node)));
      collapsed.push(summarise(rest));
    } else {
      shown.push(...group);
    }
  }
  shown.sort((left, right) => left.span.startTimeMs - right.span.startTimeMs);
  return { shown, collapsed };
}

function groupByName(nodes: readonly SpanNode[]): Iterable<readonly SpanNode[]> {
  const groups = new Map<string, SpanNode[]>();
  for (const node of nodes) {
    const group = groups.get(node.span.name);
    if (group === undefined) {
      groups.set(node.span.name, [node]);
    } else {
      group.push(node);
    }
  }
  return groups.values();
}

function isDispensable(): (node: SpanNode, index: number) => boolean {
  let failures = 0;
  return (node, index) => {
    if (node.span.status === "error") {
      failures += 1;
      return failures > KEPT && index >= KEPT;
    }
    return index >= KEPT;
  };
}

function summarise(nodes: readonly SpanNode[]): CollapsedSpans {
  const durations = nodes
    .map(({ span }) => Math.max(0, span.endTimeMs - span.startTimeMs))
    .toSorted((left, right) => left - right);
  const at = (share: number): number => durations[Math.floor((durations.length - 1) * share)] ?? 0;
  let startTimeMs = Infinity;
  let endTimeMs = -Infinity;
  for (const { span } of nodes) {
    startTimeMs = Math.min(startTimeMs, span.startTimeMs);
    endTimeMs = Math.max(endTimeMs, span.endTimeMs);
  }
  return {
    name: nodes[0]?.span.name ?? "",
    count: nodes.length,
    failed: nodes.filter(({ span }) => span.status === "error").length,
    startTimeMs,
    endTimeMs,
    minimum: at(0),
    median: at(0.5),
    maximum: at(1),
  };
}
