import type { Transform } from "../generated/tasks/transform.ts";

export const transform: Transform = async (input, task): ReturnType<Transform> => {
  return input.lines.map((line) => {
    const [article = "", euros = ""] = line.split(";");
    const cents = Math.round(Number(euros) * 100);
    return Number.isNaN(cents) ? task.fail("ValueError") : { article, cents };
  });
};
