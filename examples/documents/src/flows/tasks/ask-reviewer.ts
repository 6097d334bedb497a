import type { AskReviewer } from "../generated/tasks/ask-reviewer.ts";

/** A person would get a message; here it is a line that says how to answer. */
export const askReviewer: AskReviewer = async (input): ReturnType<AskReviewer> => {
  console.log(`${input.documentUri}: only ${Math.round(input.lowest * 100)} % sure. POST /reviews/${input.runId} to decide.`);
};
