import { readFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "./repository.ts";

/** What README.md tells a user to write and to type, as it stands there. */
export interface ReadmeSteps {
  readonly spec: string;
  readonly handler: string;
  readonly main: string;
  /** The `npx gen-flows …` lines, without their comments, by the word behind `gen-flows`. */
  readonly commands: ReadonlyMap<string, string>;
}

export function readReadme(): ReadmeSteps {
  const text = readFileSync(join(REPOSITORY, "README.md"), "utf8");
  const blocks = [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language, code = ""]) => ({ language, code }));
  const block = (language: string, beginning: string): string => {
    const found = blocks.find((candidate) => candidate.language === language && candidate.code.startsWith(beginning));
    if (found === undefined) {
      throw new Error(`README.md has no ${language} block that begins with ${beginning}`);
    }
    return found.code;
  };
  const commands = [...text.matchAll(/npx gen-flows (\S+)[^`\n]*/g)].map(
    ([line, word = ""]) => [word, line.replace(/ {2,}#.*$/, "")] as const,
  );
  return {
    spec: block("json", "{"),
    handler: block("ts", "// src/flows/tasks/greet.ts"),
    main: block("ts", "import { welcome }"),
    commands: new Map(commands),
  };
}
