import { basename, dirname, join, relative, resolve } from "node:path";
import { check } from "./check/check.ts";
import { checkAcrossSpecs } from "./compose/across-specs.ts";
import { compose } from "./compose/compose.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { report } from "./diagnostics/report.ts";
import { emit } from "./emit/emit.ts";
import { moduleStyle } from "./project/module-style.ts";
import { attributesOf } from "./ir/attributes.ts";
import type { OutputFile, Program } from "./ir/program.ts";
import type { Spec } from "./ir/spec.ts";
import { link } from "./link/link.ts";
import { runLints } from "./lint/run-lints.ts";
import { lower } from "./lower/spec.ts";
import { createReading } from "./reading.ts";
import type { Reading } from "./reading.ts";
import { schemaUses } from "./schema-uses.ts";
import { findSensitive } from "./sensitive/sensitive.ts";
import type { SourceNode } from "./source/node.ts";
import type { SourceRange } from "./source/source-file.ts";
import type { StageResult } from "./stage.ts";
import { checkAttributeSchemas } from "./types/attribute-schemas.ts";
import { emitTypes } from "./types/emit-types.ts";
import { createResolver } from "./types/resolve.ts";
import type { SchemaResolver } from "./types/resolve.ts";
import { validatorRequests } from "./validator-requests.ts";
import { emitValidators } from "./validators/emit-validators.ts";

export interface GenerateOptions {
  /** Paths relative to `cwd`; `-` is standard input. */
  readonly specs: readonly string[];
  readonly cwd: string;
  /** The output directory, relative to `cwd`. Default: the spec's `output.directory`, else `src/flows`, beside the spec. */
  readonly out?: string;
  /** Files that are laid over `telemetry` and `defaults` of every spec, relative to `cwd`; the last one wins. */
  readonly overlays?: readonly string[];
  /** What standard input said, for `-`. */
  readonly stdin?: string;
}

/** What one spec becomes. */
export interface GeneratedProject {
  /** As it was given. */
  readonly spec: string;
  /** The output directory, absolute. */
  readonly directory: string;
  readonly files: readonly OutputFile[];
  readonly program: Program;
}

/** One spec of several, as far as it got. */
interface CompiledSpec {
  /** Undefined if it could not be read as one. */
  readonly spec: Spec | undefined;
  /** Undefined if anything is wrong with it. */
  readonly project: GeneratedProject | undefined;
}

/** Turns specs into files. Reads what they name and writes nothing; a spec with an error gives no project. */
export function compile(options: GenerateOptions): StageResult<readonly GeneratedProject[]> {
  const compiled = options.specs.map((spec) => compileSpec(spec, options));
  const projects = compiled.flatMap(({ value }) => value.project ?? []);
  const diagnostics = [
    ...compiled.flatMap((stage) => stage.diagnostics),
    ...checkAcrossSpecs(compiled.flatMap(({ value }) => value.spec ?? [])),
    ...sharedDirectories(projects, options),
  ];
  return { value: projects, diagnostics };
}

function compileSpec(path: string, options: GenerateOptions): StageResult<CompiledSpec> {
  const reading = createReading(options.cwd);
  const root = path === "-" ? reading.loadStandardInput(options.stdin ?? "") : reading.load(path);
  const overlays = (options.overlays ?? []).flatMap((overlay) => reading.load(overlay) ?? []);
  const analysed = root === undefined ? NOTHING : analyse(root, overlays, reading);
  const diagnostics = [...reading.diagnostics, ...analysed.diagnostics];
  const spec = analysed.value?.linked.spec;
  if (root === undefined || analysed.value === undefined || hasErrors(diagnostics)) {
    return { value: { spec, project: undefined }, diagnostics };
  }
  const { linked, types, attributeTypes, converted, redaction, resolver } = analysed.value;
  const directory = outputDirectory(root, linked.spec, options);
  const style = moduleStyle(directory, options.cwd);
  const { importExtension, isCommonJs } = style.value;
  const program: Program = {
    linked,
    types,
    validators: emitValidators({
      ...validatorRequests(linked, types),
      resolver,
      importExtension,
    }),
    attributeTypes,
    converted,
    redaction,
    sourceName: basename(root.file.path),
    digest: reading.digest(),
    importExtension,
    isCommonJs,
  };
  const emitted = emit(program);
  return {
    value: { spec, project: { spec: path, directory, files: emitted.value, program } },
    diagnostics: [...diagnostics, ...style.diagnostics, ...emitted.diagnostics],
  };
}

/** What is known of a spec before the place of its files is. */
interface Analysis extends Pick<Program, "linked" | "types" | "attributeTypes" | "converted" | "redaction"> {
  readonly resolver: SchemaResolver;
}

const NOTHING: StageResult<undefined> = { value: undefined, diagnostics: [] };

/** Everything up to emission. The stages report together: none waits for the success of another. */
function analyse(
  root: SourceNode,
  overlays: readonly SourceNode[],
  reading: Reading,
): StageResult<Analysis | undefined> {
  const composed = compose(root, overlays, reading.load);
  if (composed.value === undefined) {
    return { value: undefined, diagnostics: composed.diagnostics };
  }
  const lowered = lower(composed.value.document, reading.load);
  const spec = lowered.value;
  if (spec === undefined) {
    return { value: undefined, diagnostics: [...composed.diagnostics, ...lowered.diagnostics] };
  }
  const linked = link(spec);
  const { roots, inputs } = schemaUses(spec);
  const schemas = [...spec.schemas.values(), ...roots].map(({ schema }) => schema);
  const { files } = composed.value;
  const referred: SourceNode[] = [];
  const load: typeof reading.load = (path, from) => {
    const root = reading.load(path, from);
    referred.push(...(root === undefined ? [] : [root]));
    return root;
  };
  const resolver = createResolver({ documents: files, schemas, load });
  const types = emitTypes({ named: spec.schemas, roots, inputs, resolver });
  const attributes = { value: undefined, diagnostics: checkAttributeSchemas(attributesOf(spec), resolver) };
  const checked = check(linked.value, types.value);
  const sensitive = findSensitive({ linked: linked.value, schemas, documents: () => [...files, ...referred], resolver });
  const { redaction, unmarked } = sensitive.value;
  const diagnostics = firstAtEachPlace([composed, lowered, linked, types, attributes, checked, sensitive]);
  const found = runLints({ linked: linked.value, roots, inputs, resolver, unmarked, isSound: !hasErrors(diagnostics) });
  return {
    value: { linked: linked.value, types: types.value, ...checked.value, redaction, resolver },
    diagnostics: [...diagnostics, ...found],
  };
}

/** A value that a stage refuses has nothing more to fear: what later stages say about the very same place follows from it. */
function firstAtEachPlace(stages: readonly StageResult<unknown>[]): readonly Diagnostic[] {
  const refused = new Set<string>();
  return stages.flatMap(({ diagnostics }) => {
    const said = diagnostics.filter(({ at }) => at === undefined || !refused.has(placeOf(at)));
    for (const { at, severity } of said) {
      if (at !== undefined && severity === "error") {
        refused.add(placeOf(at));
      }
    }
    return said;
  });
}

function placeOf({ file, start, end }: SourceRange): string {
  return `${file.path}:${start}-${end}`;
}

function outputDirectory(root: SourceNode, spec: Spec, { cwd, out }: GenerateOptions): string {
  if (out !== undefined) {
    return resolve(cwd, out);
  }
  const folder = root.file.absolutePath === undefined ? cwd : dirname(root.file.absolutePath);
  return join(folder, spec.outputDirectory ?? "src/flows");
}

/** Two specs in one directory would overwrite each other's files. */
function sharedDirectories(projects: readonly GeneratedProject[], { cwd }: GenerateOptions): readonly Diagnostic[] {
  const first = new Map<string, GeneratedProject>();
  return projects.flatMap((project) => {
    const other = first.get(project.directory);
    if (other === undefined) {
      first.set(project.directory, project);
      return [];
    }
    const directory = relative(cwd, project.directory) || ".";
    return [report("GF7010", undefined, { spec: project.spec, other: other.spec, directory })];
  });
}

function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
