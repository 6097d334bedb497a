import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as conventions from "@opentelemetry/semantic-conventions";
import * as incubating from "@opentelemetry/semantic-conventions/incubating";
import { Node, Project } from "ts-morph";
import type { DeprecatedAttribute } from "../../generator/lint/deprecated-attribute.ts";

const DERIVED = new URL("../../generator/lint/derived/", import.meta.url);

/** Attributes are constants; those whose names end as the user likes are functions. */
type Constants = Readonly<Record<string, string | ((key: string) => string) | undefined>>;

/** Names of today first, then those of 2022 that are kept for compatibility. Values of enumerations are no attributes. */
const ATTRIBUTE = /^(?:ATTR|SEMATTRS|SEMRESATTRS)_(?!.*_VALUE_)/;

/** Attributes that only moved to another document keep their names. */
const MOVED = /^Moved to /;

/** Constants that only moved within the package say which one is meant. */
const RENAMED = /^Use (ATTR_\w+)/;

/** Says no more than the one name of today. */
const REPLACED = /^(?:Replaced by|Use) `([\w.-]+)`(?: instead|, which has moved to .*)?\.?$/;

/** Where the conventions name nothing in its place, or the name is a plain word, there is nothing to advise. */
function isOfUse(name: string, note: string): boolean {
  return name.includes(".") && note.includes("`") && !MOVED.test(note);
}

/**
 * Collects the deprecated attributes of `@opentelemetry/semantic-conventions` into
 * `generator/lint/derived/deprecated-attributes.ts`, with what the package itself says of them.
 *
 * @throws Error if the package does not say it in the way it used to.
 */
export async function deriveDeprecatedAttributes(): Promise<void> {
  const constants = { ...conventions, ...incubating } as unknown as Constants;
  const notes = deprecationNotes();
  const attributes = new Map<string, DeprecatedAttribute>();
  for (const [constant, note] of notes) {
    const name = nameOf(constants[constant]);
    const deprecated = name === undefined ? undefined : describe(name, note, constants);
    if (name !== undefined && deprecated !== undefined && !attributes.has(name)) {
      attributes.set(name, deprecated);
    }
  }
  const known = attributes.get("http.method")?.replacement;
  if (known !== "http.request.method" || attributes.size < 100) {
    throw new Error("the semantic conventions are not as expected; look at scripts/derive/deprecated-attributes.ts");
  }
  mkdirSync(DERIVED, { recursive: true });
  writeFileSync(new URL("deprecated-attributes.ts", DERIVED), moduleOf(followed(attributes)));
}

/** Of every deprecated constant, what its `@deprecated` says; constants of today before those of 2022. */
function deprecationNotes(): readonly (readonly [constant: string, note: string])[] {
  const project = new Project({ skipAddingFilesFromTsConfig: true, compilerOptions: { noLib: true, types: [] } });
  const entries = ["@opentelemetry/semantic-conventions/incubating", "@opentelemetry/semantic-conventions"];
  return entries.flatMap((entry) => {
    const file = fileURLToPath(import.meta.resolve(entry)).replace(/\.mjs$/, ".d.mts");
    return [...project.addSourceFileAtPath(file).getExportedDeclarations()].flatMap(([constant, [declaration]]) => {
      const documentation = Node.isVariableDeclaration(declaration) ? declaration.getVariableStatement()?.getJsDocs() : [];
      const tag = documentation?.flatMap((comment) => comment.getTags()).find((each) => each.getTagName() === "deprecated");
      return tag === undefined || !ATTRIBUTE.test(constant) ? [] : [[constant, tag.getCommentText() ?? ""] as const];
    });
  });
}

/** The name of a family of attributes ends with a dot. */
function nameOf(constant: Constants[string]): string | undefined {
  return typeof constant === "function" ? constant("") : constant;
}

function describe(name: string, note: string, constants: Constants): DeprecatedAttribute | undefined {
  const renamed = RENAMED.exec(note)?.[1];
  const today = nameOf(constants[renamed ?? ""]);
  // Mostly the constant alone has another name.
  const advice = today === undefined || today === name ? note : `Replaced by \`${today}\`.`;
  return isOfUse(name, advice) && !RENAMED.test(advice)
    ? { replacement: REPLACED.exec(advice)?.[1], advice: advice.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1") }
    : undefined;
}

/** A replacement that was itself replaced leads on to the last one. */
function followed(attributes: ReadonlyMap<string, DeprecatedAttribute>): readonly (readonly [string, DeprecatedAttribute])[] {
  const last = ({ replacement, advice }: DeprecatedAttribute): DeprecatedAttribute => {
    const next = replacement === undefined ? undefined : attributes.get(replacement);
    return next === undefined ? { replacement, advice } : last(next);
  };
  return [...attributes]
    .map(([name, attribute]) => [name, last(attribute)] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
}

function moduleOf(attributes: readonly (readonly [string, DeprecatedAttribute])[]): string {
  const entries = attributes.map(
    ([name, { replacement, advice }]) =>
      `  ${JSON.stringify(name)}: { replacement: ${JSON.stringify(replacement) ?? "undefined"}, advice: ${JSON.stringify(advice)} },\n`,
  );
  return `// Collected from @opentelemetry/semantic-conventions by scripts/derive/deprecated-attributes.ts.
import type { DeprecatedAttribute } from "../deprecated-attribute.ts";

/** By their names. A name that ends with a dot stands for all that begin so. */
export const deprecatedAttributes: Readonly<Record<string, DeprecatedAttribute>> = {
${entries.join("")}};
`;
}
