import type { ts } from "ts-morph";
import { ALLOWED_DECLARATIONS } from "../expressions/allowed.ts";
import { compiler } from "../expressions/compiler.ts";
import type { Compiler } from "../expressions/compiler.ts";
import { SHAPES } from "./shapes.ts";

/** A program of TypeScript over code that is in no file. */
export interface TypeProgram {
  readonly typescript: Compiler;
  readonly checker: ts.TypeChecker;
  /** The module that was asked about. */
  readonly file: ts.SourceFile;
  /** What is wrong with it; other files are not checked. */
  readonly errors: readonly ts.DiagnosticWithLocation[];
}

const CHECKED = "/check.ts";
const TYPES = "/types.ts";
const LIBRARY = "/allowed.d.ts";

/** Checks `code`, a module that may import from `./types`. Strict, without TypeScript's own library. */
export function checkTypes(code: string, types: string): TypeProgram {
  const typescript = compiler();
  const texts = new Map([
    [CHECKED, code],
    [TYPES, types],
    [LIBRARY, ALLOWED_DECLARATIONS + SHAPES],
  ]);
  const options: ts.CompilerOptions = {
    noLib: true,
    noEmit: true,
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    target: typescript.ScriptTarget.ESNext,
    module: typescript.ModuleKind.ESNext,
    skipLibCheck: true,
  };
  const host: ts.CompilerHost = {
    fileExists: (name) => texts.has(name),
    readFile: (name) => texts.get(name),
    getSourceFile: (name, languageVersion) => {
      const text = texts.get(name);
      return text === undefined ? undefined : typescript.createSourceFile(name, text, languageVersion);
    },
    getDefaultLibFileName: () => LIBRARY,
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    writeFile: () => undefined,
    resolveModuleNameLiterals: (literals) =>
      literals.map(() => ({ resolvedModule: { resolvedFileName: TYPES, extension: typescript.Extension.Ts } })),
  };
  const program = typescript.createProgram({ rootNames: [...texts.keys()], options, host });
  const file = program.getSourceFile(CHECKED);
  if (file === undefined) {
    throw new Error(`TypeScript lost ${CHECKED}`);
  }
  const errors = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  return {
    typescript,
    checker: program.getTypeChecker(),
    file,
    errors: errors.filter((error): error is ts.DiagnosticWithLocation => error.file === file),
  };
}
