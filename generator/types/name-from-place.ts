import { basename } from "node:path";
import { pascalCase } from "../ir/pascal-case.ts";
import type { SourceNode } from "../source/node.ts";
import { pointerTokens } from "../source/pointer.ts";
import { KEYWORDS } from "./keywords.ts";

/**
 * Names for a schema that has none, each longer than the one before: the last part of its pointer, then the parts
 * before it too, then its file. Keywords say nothing and are left out, so `#/schemas/Order/properties/line` is `Line`
 * and `OrderLine`.
 */
export function namesFromPlace({ file, pointer }: SourceNode): readonly string[] {
  const tokens = pointerTokens(pointer).filter((token, index, all) => !isKeyword(token, all[index - 1]));
  const parts = [basename(file.path).replace(/(?<=.)\..*$/s, ""), ...tokens].map(toName).filter((part) => part !== "");
  return parts.map((_, index) => startsLikeName(parts.slice(parts.length - 1 - index).join("")));
}

/** True for a keyword that is not the name of a property or a definition. */
function isKeyword(token: string, previous: string | undefined): boolean {
  return KEYWORDS.has(token) && !(previous !== undefined && KEYWORDS.get(previous)?.shape === "schema map");
}

function toName(part: string): string {
  return pascalCase(part.replace(/\W+/g, "_").replace(/^_+|_+$/g, ""));
}

function startsLikeName(name: string): string {
  return /^\d/.test(name) ? `Schema${name}` : name;
}
