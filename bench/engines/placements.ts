export const PLACEMENTS = ["remote", "inline"] as const;

/** Where the tasks of a workflow run: on any worker, or in that of the workflow. */
export type Placement = (typeof PLACEMENTS)[number];
