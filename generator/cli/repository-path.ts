import { realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative } from "node:path";
import { findUpwards } from "./find-upwards.ts";

/**
 * What paths are called in the repository, as annotations of GitHub need them: from `GITHUB_WORKSPACE`, else from the
 * nearest folder with `.git`, else from `cwd`. Undefined for what lies elsewhere.
 */
export function repositoryPaths(
  cwd: string,
  environment: NodeJS.ProcessEnv,
): (absolutePath: string) => string | undefined {
  const git = findUpwards(cwd, ".git");
  const root = realPath(environment["GITHUB_WORKSPACE"] || (git === undefined ? cwd : dirname(git)));
  return (absolutePath) => {
    const path = relative(root, realPath(absolutePath));
    return path === "" || path.startsWith("..") || isAbsolute(path) ? undefined : path.replaceAll("\\", "/");
  };
}

/** Without symbolic links, as far as the path is there: `check` names files that are missing. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const folder = dirname(path);
    return folder === path ? path : join(realPath(folder), basename(path));
  }
}
