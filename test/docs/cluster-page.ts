import { readFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "../support/repository.ts";

/** The commands of docs/cluster.md that a test types, as they stand there. */
export interface ClusterPage {
  readonly text: string;
  /** @throws Error if not exactly one command begins so. */
  command(beginning: string): string;
  /** Those that nobody has asked for. */
  unused(): readonly string[];
}

export function readClusterPage(): ClusterPage {
  const text = readFileSync(join(REPOSITORY, "docs/cluster.md"), "utf8");
  const commands = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block = ""]) => block.trim().split("\n"));
  const used = new Set<string>();
  return {
    text,
    command(beginning) {
      const [found, ...others] = commands.filter((command) => command.startsWith(beginning));
      if (found === undefined || others.length > 0) {
        throw new Error(`docs/cluster.md has ${others.length + (found === undefined ? 0 : 1)} commands that begin with ${beginning}`);
      }
      used.add(found);
      return found;
    },
    unused: () => commands.filter((command) => !used.has(command)),
  };
}
