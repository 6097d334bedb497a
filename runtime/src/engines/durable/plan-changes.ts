/** Of each step a few digits for each of `PLAN_PARTS`, with dots between them, by its path and in the order of the code. */
export type Outline = Readonly<Record<string, string>>;

/** The parts of a step in the order in which an outline has them, and what is said of a step of which one changed. */
const PLAN_PARTS = {
  call: "does something else",
  waits: "waits for other steps",
  when: "has another condition",
  each: "has another `forEach`",
  undo: "is undone in another way",
  handles: "handles errors in another way",
} as const;

export type PlanPart = keyof typeof PLAN_PARTS;

/** One difference between two plans; without `parts` the step is only in one of them, or stands elsewhere. */
export interface PlanChange {
  /** With the steps around it: `shipments/label`. */
  readonly step: string;
  readonly kind: "added" | "removed" | "moved" | "changed";
  readonly parts: readonly PlanPart[];
}

/** What is not the same in two plans, in the order of the new one; empty where a few digits do not tell. */
export function planChanges(before: Outline, after: Outline): readonly PlanChange[] {
  const removed = Object.keys(before).filter((step) => !Object.hasOwn(after, step));
  const common = Object.keys(before).filter((step) => Object.hasOwn(after, step));
  const moved = firstMoved(common, Object.keys(after).filter((step) => Object.hasOwn(before, step)));
  return [
    ...removed.map((step): PlanChange => ({ step, kind: "removed", parts: [] })),
    ...Object.keys(after).flatMap((step): readonly PlanChange[] => {
      if (!Object.hasOwn(before, step)) {
        return [{ step, kind: "added", parts: [] }];
      }
      const parts = changedParts(before[step] ?? "", after[step] ?? "");
      return [
        ...(step === moved ? [{ step, kind: "moved", parts: [] } as const] : []),
        ...(parts.length === 0 ? [] : [{ step, kind: "changed", parts } as const]),
      ];
    }),
  ];
}

/** A difference as a sentence without its end: "step `charge` waits for other steps". */
export function describeChange({ step, kind, parts }: PlanChange): string {
  switch (kind) {
    case "added":
      return `step \`${step}\` is new`;
    case "removed":
      return `step \`${step}\` is gone`;
    case "moved":
      return `step \`${step}\` stands at another place`;
    case "changed":
      return `step \`${step}\` ${parts.map((part) => PLAN_PARTS[part]).join(" and ")}`;
  }
}

function changedParts(before: string, after: string): readonly PlanPart[] {
  const old = before.split(".");
  const own = after.split(".");
  return (Object.keys(PLAN_PARTS) as PlanPart[]).filter((_, index) => (old[index] ?? "") !== (own[index] ?? ""));
}

/** The first of the steps that both have, where their order differs. */
function firstMoved(before: readonly string[], after: readonly string[]): string | undefined {
  return after.find((step, index) => before[index] !== step);
}
