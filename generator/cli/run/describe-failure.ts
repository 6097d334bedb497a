import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** An error's name and message, whatever was thrown. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  return error.message === "" || error.message === error.name ? error.name : `${error.name}: ${error.message}`;
}

/**
 * Where in the project's own code an error was made: `src/flows/tasks/charge-card.ts:7:9`. Undefined where its stack
 * goes through no file under `root` but packages and generated code.
 *
 * @param directory The output directory: handlers are in it, beside the generated code.
 */
export function ownPlace(error: unknown, root: string, directory: string): string | undefined {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  for (const [, location = "", position = ""] of stack.matchAll(/\s+at .*?\(?((?:file:\/\/)?\/[^()]*?):(\d+:\d+)\)?$/gm)) {
    const path = location.startsWith("file:") ? fileURLToPath(location.replace(/\?.*$/, "")) : location;
    if (isInside(path, root) && !path.includes("/node_modules/") && !isInside(path, join(directory, "generated"))) {
      return `${relative(root, path)}:${position}`;
    }
  }
  return undefined;
}

function isInside(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}
