import type { ts } from "ts-morph";
import { ALLOWED_DECLARATIONS } from "../expressions/allowed.ts";
import { compiler } from "../expressions/compiler.ts";
import type { Compiler } from "../expressions/compiler.ts";

/** A program of TypeScript over code that is in no file. */
export interface TypeProgram {
  readonly typescript: Compiler;
  readonly checker: ts.TypeChecker;
  /** The module that was asked about. */
  readonly file: ts.SourceFile;
  /** What is wrong with it; other files are not checked. */
  readonly errors: readonly ts.DiagnosticWithLocation[];
}

/** What a step, a value and a `forEach` are in the runtime, as far as types go. No name of a spec begins with `$`. */
const SHAPES = `
interface $ValueCall<Output> { readonly kind: "value"; readonly value: Output; }
interface $ForEachCall<Output> { readonly kind: "forEach"; readonly output?: Output; }
type $Call<Output> = $ValueCall<Output> | $ForEachCall<Output>;
type $Collected<Output> =
  | { readonly ok: true; readonly value: Output }
  | { readonly ok: false; readonly error: { readonly name: string; readonly message: string; readonly data?: unknown } };
type $ValueOf<Item, Output> = (item: Item, index: number) => $ValueCall<Output>;
declare function $value<const Output>(value: Output): $ValueCall<Output>;
declare function $each<Item, Output>(items: readonly Item[], call: $ValueOf<Item, Output>): $ForEachCall<readonly Output[]>;
declare function $each<Output>(items: any, call: $ValueOf<any, Output>): $ForEachCall<readonly Output[]>;
declare function $collected<Item, Output>(
  items: readonly Item[],
  call: $ValueOf<Item, Output>,
): $ForEachCall<readonly $Collected<Output>[]>;
declare function $collected<Output>(items: any, call: $ValueOf<any, Output>): $ForEachCall<readonly $Collected<Output>[]>;
declare function $visit<Item>(items: readonly Item[], visit: (item: Item, index: number) => void): void;
declare function $visit(items: any, visit: (item: any, index: number) => void): void;
declare function $step<Output>(begin: () => $Call<Output>): Output;
declare function $skippable<Output>(begin: () => $Call<Output> | undefined): Output | undefined;
`;

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
