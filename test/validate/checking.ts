import { readFileSync } from "node:fs";
import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import { validate } from "../../generator/validate/validate.ts";
import { describe, loadWell } from "../source/loading.ts";

/** What is said about the shape of a text that loads well. */
export function check(name: string, text: string): readonly Diagnostic[] {
  return validate(loadWell(name, text)).diagnostics;
}

/** The same, in one line each. */
export function checkLines(name: string, text: string): readonly string[] {
  return check(name, text).map(describe);
}

/** A spec of `specs/`. */
export function specText(name: string): string {
  return readFileSync(new URL(`specs/${name}`, import.meta.url), "utf8");
}

/** A YAML spec with the head that every spec has. */
export function spec(body: string): string {
  return `specVersion: 1\nname: shop\nversion: 1.0.0\n${body}`;
}
