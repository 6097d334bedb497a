import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { report } from "../../diagnostics/report.ts";
import { throughAlias } from "../../diagnostics/through-alias.ts";
import { rangeWithin } from "../../expressions/place.ts";
import type { Spec } from "../../ir/spec.ts";
import { asArray, get, membersOf } from "../../lower/read.ts";
import type { ScalarNode, SourceNode } from "../../source/node.ts";
import type { Lint } from "../lint.ts";
import { credentialIn, isCredentialKey, looksRandom } from "../credentials.ts";
import { templatesOf } from "../walk.ts";

/** A credential that is written into the spec: by its own look, or by the key that it stands under. */
export const likelySecret: Lint = {
  name: "likely-secret",
  code: "GF9003",
  findsAbsence: false,
  run: ({ linked: { spec } }) => {
    const telemetry = get(spec.origin, "telemetry");
    const values = [...headersOf(telemetry), ...givenValues(spec)];
    return [
      ...scalarsIn(spec.origin).flatMap((scalar) => byLook(scalar, telemetry)),
      ...values.flatMap((value) => byKey(value, telemetry)),
    ];
  },
};

type Text = ScalarNode & { readonly value: string };

function byLook(scalar: Text, telemetry: SourceNode | undefined): readonly Diagnostic[] {
  const found = credentialIn(scalar.value);
  return found === undefined
    ? []
    : [reportSecret(scalar, found.start, found.end, found.what, telemetry)];
}

function byKey({ key, value }: KeyedText, telemetry: SourceNode | undefined): readonly Diagnostic[] {
  return isCredentialKey(key) && looksRandom(value.value) && credentialIn(value.value) === undefined
    ? [reportSecret(value, 0, value.value.length, `the value of \`${key}\``, telemetry)]
    : [];
}

function reportSecret(text: Text, start: number, end: number, what: string, telemetry: SourceNode | undefined): Diagnostic {
  const inTelemetry = telemetry !== undefined && `${text.pointer}/`.startsWith(`${telemetry.pointer}/`);
  return report("GF9003", rangeWithin(text, start, end), { what, inTelemetry }, throughAlias(text));
}

interface KeyedText {
  readonly key: string;
  readonly value: Text;
}

/** The headers of all exporters, those of further services included. */
function headersOf(telemetry: SourceNode | undefined): readonly KeyedText[] {
  const services = membersOf(get(telemetry, "services")).map(({ value }) => value);
  return [telemetry, ...services]
    .flatMap((block) => [block, get(block, "metrics"), get(block, "logs")])
    .flatMap((signal) => asArray(get(signal, "exporters"))?.items ?? [])
    .flatMap((exporter) => keyedTexts(get(exporter, "headers")));
}

/** What the steps of all workflows give to tasks and to each other. */
function givenValues(spec: Spec): readonly KeyedText[] {
  return [...spec.workflows.values()]
    .flatMap(({ block }) => (block === undefined ? [] : templatesOf(block)))
    .flatMap(({ template }) => keyedTexts(template.origin));
}

/** Every string below a node that stands under a key. */
function keyedTexts(node: SourceNode | undefined): readonly KeyedText[] {
  return node?.kind === "array"
    ? node.items.flatMap(keyedTexts)
    : membersOf(node).flatMap(({ key, value }) => (isText(value) ? [{ key, value }] : keyedTexts(value)));
}

/** Every string at or below a node. */
function scalarsIn(node: SourceNode): readonly Text[] {
  switch (node.kind) {
    case "scalar":
      return isText(node) ? [node] : [];
    case "array":
      return node.items.flatMap(scalarsIn);
    case "object":
      return node.members.flatMap(({ value }) => scalarsIn(value));
  }
}

function isText(node: SourceNode): node is Text {
  return node.kind === "scalar" && typeof node.value === "string";
}
