import { indent } from "./layout.ts";

/**
 * An exported interface.
 *
 * @param members Each with its semicolon and a line break; at least one, for an empty interface accepts everything
 * but `null` and `undefined`.
 */
export function printInterface(name: string, members: readonly string[]): string {
  return `export interface ${name} {\n${indent(members.join(""))}}\n`;
}
