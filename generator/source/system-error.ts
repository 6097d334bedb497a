const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "the operation is not permitted",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  ENOTDIR: "a part of the path is a file, not a directory",
  EEXIST: "something is there already",
  EISDIR: "it is a directory",
  ENAMETOOLONG: "the path is too long",
  ELOOP: "symbolic links lead in a circle",
  ENOENT: "it does not exist",
};

/** The code of an error of the operating system, such as `ENOENT`. */
export function errorCodeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Why the operating system refused, in words; its own, without the path, where we have none. */
export function reasonOf(error: unknown): string {
  const { message } = error as Error;
  return REASONS[errorCodeOf(error) ?? ""] ?? message.replace(/, \w+ '.*$/s, "");
}
