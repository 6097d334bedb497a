/** How a run may end. */
export type RunResult = "success" | "failure" | "timeout" | "cancelled";
