import { readFileSync } from "node:fs";
import { stringify } from "yaml";
import { readMarks } from "../../generator/diagnostics/example.ts";
import type { MarkedText, SpecExample } from "../../generator/diagnostics/example.ts";

/** The spec in which examples stand. */
export const SHOP = readFileSync(new URL("../../scripts/docs/shop.json", import.meta.url), "utf8");

/** An example as whole files. */
export interface WholeExample extends MarkedText {
  /** The file that the piece stands in; its marks are those of the piece. */
  readonly path: string;
  /** The spec that leads to it, where it is none itself. */
  readonly spec: { readonly path: string; readonly text: string } | undefined;
}

type Spec = ReturnType<typeof shop>;

/** Stands in a spec for the piece, as the key of a member that is put last, or as a value. */
const PIECE = "@piece";
const MEMBER = { [PIECE]: 0 };

/** Puts a piece where it belongs. */
export function complete({ in: surroundings, format }: SpecExample, piece: string): WholeExample {
  const path = `flows.${format ?? "json"}`;
  const whole = (spec: object, inserted = piece): WholeExample => {
    const text = format === "yaml" ? insertYaml(stringify(spec), inserted) : insertJson(spec, inserted);
    return { path, spec: undefined, ...readMarks(text) };
  };
  const changed = (change: (spec: Spec) => object, inserted = piece): WholeExample => {
    const spec = shop();
    return whole({ ...spec, ...change(spec) }, inserted);
  };
  const { specVersion, name, version, schemas, tasks, workflows } = shop();
  switch (surroundings) {
    case "file":
      return { path, spec: undefined, ...readMarks(piece) };
    case "spec":
      return whole({ specVersion, name, version, ...MEMBER });
    case "task":
      return changed(() => ({ tasks: { ...tasks, example: MEMBER } }));
    case "workflow":
      return changed(() => ({ workflows: { ...workflows, example: MEMBER } }));
    case "steps":
      return changed(({ workflows: { checkout } }) => withSteps({ ...checkout.steps, ...MEMBER }));
    case "expression":
      return changed(
        ({ workflows: { checkout } }) => withSteps({ ...checkout.steps, example: { value: PIECE } }),
        JSON.stringify(piece),
      );
    case "schema":
      return changed(() => ({ schemas: { ...schemas, Example: PIECE } }));
    case "schema file": {
      const spec = { specVersion, name, version, schemas: { Example: { $ref: "./example.json" } } };
      return { path: "example.json", spec: { path, text: JSON.stringify(spec) }, ...readMarks(piece) };
    }
    case "telemetry":
      return changed(() => ({ telemetry: MEMBER }));
  }
}

function shop() {
  return JSON.parse(SHOP) as {
    readonly specVersion: number;
    readonly name: string;
    readonly version: string;
    readonly schemas: object;
    readonly tasks: object;
    readonly workflows: { readonly checkout: { readonly steps: object } };
  };
}

function withSteps(steps: object): object {
  return { workflows: { checkout: { ...shop().workflows.checkout, steps } } };
}

function insertJson(spec: object, piece: string): string {
  return JSON.stringify(spec, null, 2).replace(new RegExp(`"${PIECE}"(?:: 0)?`), () => piece);
}

/** Each line of the piece is indented as the first. */
function insertYaml(spec: string, piece: string): string {
  return spec.replace(new RegExp(`^( *)"${PIECE}": 0`, "m"), (_, indentation: string) =>
    piece.replaceAll(/^(?!$)/gm, indentation),
  );
}
