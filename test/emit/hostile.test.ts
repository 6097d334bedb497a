import { describe, expect, it } from "vitest";
import { emit } from "../../generator/emit/emit.ts";
import type { OutputFile } from "../../generator/ir/program.ts";
import { skeletonOf } from "../hostile/skeleton.ts";
import { programOf } from "./support/program.ts";

const HOSTILE: Readonly<Record<string, string>> = {
  "the end of a comment": "*/ PWNED(); /*",
  "the end of a comment in two parts": "**\\/ */ PWNED() /* /",
  "the end of a comment around a control character": "*\u0000/ PWNED(); /*",
  "the end of a string": '"; PWNED(); "',
  "the end of a template": "`; PWNED(); ${PWNED()} `",
  "a backslash": '\\"; PWNED(); \\',
  "the end of a line": "a\nPWNED();\r\nPWNED();\rPWNED();",
  "line and paragraph separators": "a\u2028PWNED();\u2029PWNED();",
  "control characters and half a surrogate pair": "a\u0000\u0007\u0085\ud800",
  "directives to the compiler": "@ts-nocheck @ts-expect-error",
  "the prototype": "__proto__",
  "the name of a global": "undefined",
};

/** Needs quotes wherever it stands, as every hostile text does. */
const HARMLESS = "some text";

function filesFor(text: string): readonly OutputFile[] {
  const literal = text.replaceAll("${", () => "$${");
  const key = /^\w+$/.test(text) ? `${text} ` : text;
  const object = { type: "object", description: text, properties: { [key]: { const: text, description: text } } };
  const steps = {
    group: { steps: { inner: { value: literal }, none: { task: "work", input: { [key]: literal } } }, result: { [key]: literal } },
    choice: { switch: [{ when: `\${ workflow.id === "" }`, result: literal }, { steps: { inner: { value: literal } }, result: [literal] }] },
    caught: {
      task: "work",
      input: { [key]: literal },
      compensate: { task: "work", input: { [key]: literal }, retry: { nonRetryableErrors: [text] } },
      catch: [
        { errors: [text, "Declared"], as: "error", result: `${literal} \${ error.name }` },
        { errors: ["*"], rethrow: true, steps: { told: { task: "work", input: { [key]: literal } } } },
      ],
    },
    child: { workflow: "called", input: { [key]: literal }, retry: { nonRetryableErrors: [text] } },
    waits: { forEach: { items: [literal], as: "each" }, waitForSignal: "review" },
  };
  const spec = {
    specVersion: 1,
    name: text,
    version: text,
    description: text,
    schemas: { Thing: { ...object, deprecated: true } },
    context: { tenant: { description: text, schema: { type: "string", default: text }, attribute: text } },
    signals: { review: { ...object, description: text } },
    tasks: {
      work: {
        description: text,
        input: object,
        output: { enum: [`${text}1`, `${text}2`], description: text },
        errors: { [`${key}!`]: { description: text, mask: text, retryable: false }, Declared: { description: text, data: object } },
        retry: { nonRetryableErrors: [text] },
        span: { name: text, kind: "client", attributes: { [key]: literal, declared: { enum: [text, `${text}2`] } } },
        events: { [key]: { attributes: { [key]: { type: "string", description: text } } } },
        metrics: { [key]: { instrument: "histogram", unit: text, description: text, attributes: { [key]: literal } } },
      },
    },
    workflows: {
      flow: {
        description: text,
        input: { ...object, properties: { [key]: { type: "string", default: text, pattern: text } } },
        output: { type: "object" },
        span: { attributes: { [key]: literal } },
        steps: { first: { task: "work", description: text, input: { [key]: literal } }, second: { value: [literal, { [key]: literal }] }, ...steps },
        result: { [key]: `${literal} \${ input === undefined ? '${JSON.stringify(text).slice(1, -1).replaceAll("'", "\\'").replaceAll("$", "\\u0024")}' : 1 }` },
      },
      called: { description: text, input: object },
    },
    telemetry: {
      serviceName: text,
      exporters: [{ type: "otlphttp", endpoint: text, headers: { [key]: text } }, { type: "file", filename: text }],
      resource: { attributes: { [key]: text } },
      links: { trace: text },
    },
  };
  const program = programOf(JSON.stringify(spec), { sourceName: text });
  const { value, diagnostics } = emit({ ...program, validators: { code: "", exportOf: new Map(), context: "validateContext" } });
  expect(diagnostics).toEqual([]);
  return value;
}

function kindsOf(file: OutputFile): readonly string[] {
  const { kinds, identifiers, problems } = skeletonOf(file);
  expect(problems, file.path).toEqual([]);
  expect(identifiers, file.path).not.toContain("PWNED");
  return kinds;
}

describe("a hostile spec changes nothing outside of literals and comments", () => {
  const harmless = new Map(filesFor(HARMLESS).map((file) => [file.path, kindsOf(file)]));

  it.each(Object.entries(HOSTILE))("%s", (_, text) => {
    const files = filesFor(text);
    expect(files.map(({ path }) => path)).toEqual([...harmless.keys()]);
    for (const file of files) {
      expect(kindsOf(file), file.path).toEqual(harmless.get(file.path));
      expect(file.text.split("\n")[0], file.path).toMatch(/^(?:import|\/\/ @generated by gen-flows from .* Do not edit\. [0-9a-f]{16}$)/);
      expect(file.text, file.path).not.toMatch(/(?<!\\)@ts-(?:nocheck|expect-error).*\*\/|[\u2028\u2029\0]|\r/);
    }
  });
});
