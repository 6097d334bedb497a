import type { ExtractPage } from "../generated/tasks/extract-page.ts";

/** What a model would do: `name: value` is a field, and a line that ends with a question mark is one it is not sure of. */
export const extractPage: ExtractPage = async (input, task): ReturnType<ExtractPage> => {
  if (input.text.includes("CONFIDENTIAL")) {
    return task.fail("ContentFiltered");
  }
  const lines = input.text.split("\n").filter((line) => line.includes(":"));
  const doubtful = lines.filter((line) => line.endsWith("?"));
  const fields = lines.map((line) => {
    const at = line.indexOf(":");
    return [line.slice(0, at).trim(), line.slice(at + 1).replace(/\?$/, "").trim()] as const;
  });
  return { confidence: 1 - doubtful.length / Math.max(1, lines.length), fields: Object.fromEntries(fields) };
};
