import { safeIdentifier } from "../print/safe-identifier.ts";

/** A constant that is exported by a name which it may not be able to carry itself. */
export interface ExportedConstant {
  /** What it is called in its module. */
  readonly localName: string;
  /** `export const delay`, or `const deleteTask` where `delete` is exported. */
  readonly declaration: string;
  /** Stands after the declaration: nothing, or an empty line and `export { deleteTask as delete };`. */
  readonly statement: string;
}

/**
 * How to export a constant as `name`.
 *
 * @param alternative What it is called in its module if `name` is reserved or taken there.
 */
export function exportedConstant(name: string, alternative: string, taken: ReadonlySet<string> = new Set()): ExportedConstant {
  const localName = safeIdentifier(name, alternative, taken);
  return localName === name
    ? { localName, declaration: `export const ${name}`, statement: "" }
    : { localName, declaration: `const ${localName}`, statement: `\nexport { ${localName} as ${name} };\n` };
}
