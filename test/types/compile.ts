import { Project, ts } from "ts-morph";

const STRICT: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  isolatedModules: true,
  noUnusedLocals: false,
};

export interface CompileError {
  /** `group12.ts` */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
}

/** Type-checks files in memory, all in one program, as strictly as TypeScript can. */
export function compile(files: ReadonlyMap<string, string>): readonly CompileError[] {
  const project = new Project({ useInMemoryFileSystem: true, compilerOptions: STRICT });
  for (const [name, text] of files) {
    project.createSourceFile(`/${name}`, text);
  }
  return project.getPreEmitDiagnostics().map((diagnostic) => ({
    file: diagnostic.getSourceFile()?.getFilePath().slice(1) ?? "",
    line: diagnostic.getLineNumber() ?? 0,
    message: ts.flattenDiagnosticMessageText(diagnostic.compilerObject.messageText, "\n"),
  }));
}
