import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import Handlebars from "handlebars";

const TEMPLATES = new URL("../../templates/", import.meta.url);
const DERIVED = new URL("derived/", TEMPLATES);

/**
 * Compiles `templates/*.hbs` into `templates/derived/*.ts`, so that the command line loads Handlebars' runtime
 * and never its compiler.
 */
export async function deriveTemplates(): Promise<void> {
  mkdirSync(DERIVED, { recursive: true });
  for (const file of readdirSync(TEMPLATES).filter((name) => name.endsWith(".hbs"))) {
    const source = readFileSync(new URL(file, TEMPLATES), "utf8");
    const specification = Handlebars.precompile(source, { noEscape: true, strict: true, knownHelpersOnly: true });
    writeFileSync(new URL(file.replace(/\.hbs$/, ".ts"), DERIVED), moduleOf(file, String(specification)));
  }
}

/** Handlebars prints JavaScript without types; the type checker has no business in it. */
function moduleOf(file: string, specification: string): string {
  return `// @ts-nocheck\n// Compiled from ${file} by scripts/derive/templates.ts.\nconst template: object = ${specification};\n\nexport default template;\n`;
}
