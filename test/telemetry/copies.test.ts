import { expect, test } from "vitest";
import { runProgram } from "./run-program.ts";

test.each(["owned", "owned, required first", "adopted, required", "adopted, imported"])(
  "%s: tracers that were taken early, by import and by require, make spans once a provider is there",
  async (name) => {
    const ended = await runProgram("copies", { arguments: [name] });

    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.stdout)).toEqual({ copies: 2, spans: ["imported after", "required after"] });
  },
);
