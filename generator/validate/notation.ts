import type { SourceFile } from "../source/source-file.ts";

/** How a string is written in the format of a file: with quotes in JSON, without in YAML where that is safe. */
export function writeString(file: SourceFile, text: string): string {
  return file.format === "yaml" && /^[A-Za-z0-9][\w.]*$/.test(text) ? text : JSON.stringify(text);
}

/** How a member is written in the format of a file. */
export function writeMember(file: SourceFile, key: string, value: unknown): string {
  const written = typeof value === "string" ? writeString(file, value) : JSON.stringify(value);
  return file.format === "yaml" ? `${key}: ${written}` : `${JSON.stringify(key)}: ${written}`;
}
