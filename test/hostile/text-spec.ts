import { escaped } from "../types/hostile.ts";

/** A valid spec of every construct, with `text` wherever text may stand: as it is, or as the place allows it. */
export function specWith(text: string): object {
  // A hole would be an expression.
  const literal = text.replaceAll("${", () => "$${");
  // Always needs quotes, and can be sent as UTF-8.
  const key = `${text.toWellFormed()} `;
  const attribute = `a.${text.replace(/[\s"'`\\]/g, "_")}`;
  const metric = `a.${text.replace(/[^\w.\-/]/g, "-").slice(0, 200)}`;
  const setting = `a ${literal}`;
  const header = `x-${text.replace(/[^!#$%&'*+\-.^_`|~0-9A-Za-z]/g, "-")}`;
  const unit = text.replace(/[^\x20-\x7e]/g, "?").slice(0, 60);
  const string = {
    type: "string",
    title: text,
    description: text,
    $comment: text,
    format: text,
    contentMediaType: text,
    examples: [text, { [key]: [text] }],
    default: text,
    deprecated: true,
  };
  const schema = {
    type: "object",
    description: text,
    title: text,
    required: ["id"],
    properties: {
      id: { type: "string", description: text },
      [key]: string,
      [`${key}2`]: { enum: [text, { [key]: text }, [text]], description: text },
      [`${key}3`]: { const: { [key]: text } },
      [`${key}4`]: { type: "string", pattern: escaped(text), examples: [text] },
      [`${key}5`]: { type: "array", items: { anyOf: [{ const: text }, { type: "number" }] }, default: [text] },
    },
    patternProperties: { [`^${escaped(key)}9$`]: true },
    dependentRequired: { [key]: ["id"] },
    [`x-${key}`]: text,
  };
  const value = { [key]: literal, list: [literal, { [key]: literal }] };
  const note = { task: "note", input: { text: literal } };
  const call = { task: "work", input: { id: literal, [key]: literal }, description: text };
  const steps = {
    called: {
      ...call,
      when: `\${ ${quoted(text)} !== input.id }`,
      retry: { nonRetryableErrors: ["Declared"] },
      compensate: { task: "note", input: { text: `${literal} \${ output.id } ${literal}` } },
      catch: [
        { errors: ["Declared"], as: "declared", steps: { told: note }, result: { id: `${literal} \${ declared.data.id }` } },
        { errors: ["Odd", "StartToCloseTimeoutError"], result: { id: literal } },
        { errors: ["*"], as: "odd", rethrow: true, steps: { told: { task: "note", input: { text: `${literal} \${ odd.message }` } } } },
      ],
    },
    child: { workflow: "called_by_main", description: text, input: { id: literal, [key]: literal }, retry: { maximumAttempts: 2 } },
    written: { workflow: "by_hand", input: { id: literal } },
    value: { value, description: text },
    group: { description: text, steps: { inner: { value: literal }, [`named`]: { ...call } }, result: { [key]: `${literal} \${ steps.inner }` } },
    record: { steps: [{ name: "first", description: text, value: literal }, { name: "second", value: [literal] }] },
    choice: {
      description: text,
      switch: [
        { when: `\${ input.id === ${quoted(text)} }`, steps: { inner: note }, result: literal },
        { when: `\${ \`${"$"}{input.id}\`.includes(${quoted(text)}) }`, result: value },
        { steps: { inner: note } },
      ],
    },
    sleeps: { sleep: "1s", description: text },
    waits: { waitForSignal: "review", timeout: "1m", description: text },
    each: { forEach: { items: [literal, `${literal}2`], as: "item", maxConcurrency: 2 }, description: text, task: "note", input: { text: `a${literal}\${ item }${literal}\${ index }` } },
    collected: { forEach: { items: "${ [input.id] }", as: "item", onError: "collect" }, steps: { inner: note }, result: { [key]: "${ item }" } },
  };
  return {
    specVersion: 1,
    name: "texts",
    version: "1.0.0",
    description: text,
    limits: { payloadBytes: 100_000 },
    schemas: { Thing: schema },
    context: {
      tenant: { description: text, schema: { ...string, enum: [text, `${text}2`] }, propagate: "baggage", attribute, log: true },
      thing: { schema: { ...schema, required: [] }, description: text },
    },
    signals: { review: { ...schema, description: text } },
    defaults: { task: { heartbeatTimeout: "20s", retry: { maximumAttempts: 2, nonRetryableErrors: ["Odd"] } } },
    tasks: {
      work: {
        description: text,
        input: { $ref: "#/schemas/Thing", description: text },
        output: schema,
        errors: { Declared: { description: text, mask: text, retryable: false, expected: true, data: schema }, Odd: { mask: text } },
        span: {
          name: `a ${text}`.replaceAll("${", "$"),
          kind: "client",
          attributes: { [attribute]: literal, [`${attribute}2`]: `a${literal}\${ input.id }${literal}`, [`${attribute}3`]: { enum: [text, `${text}2`], description: text } },
        },
        events: { [attribute]: { description: text, attributes: { [attribute]: { type: "string", description: text }, [`${attribute}2`]: { const: text } } } },
        metrics: {
          [metric]: { instrument: "histogram", value: "${ input.id.length }", unit, description: text, attributes: { [attribute]: literal, [`${attribute}2`]: `\${ input.id + ${quoted(text)} }` } },
        },
      },
      note: { description: text, input: { type: "object", description: text, required: ["text"], properties: { text: { type: "string", description: text } } } },
    },
    workflows: {
      main: {
        description: text,
        input: schema,
        output: { type: "object", required: [key], properties: { [key]: { type: "string", description: text } } },
        executionTimeout: "1h",
        schedule: { cron: "15 3 * * *", timeZone: "Europe/Berlin" },
        span: { attributes: { [attribute]: literal, [`${attribute}2`]: `${literal} \${ workflow.id }` } },
        steps,
        result: { [key]: `${literal} \${ [input.id].map(one => one + ${quoted(text)}).join(${quoted(text)}) } ${literal}` },
      },
      called_by_main: { description: text, input: { ...schema, required: ["id"] } , steps: { only: { value: literal } } },
      by_hand: { description: text, input: schema, output: { type: "string", description: text } },
    },
    telemetry: {
      serviceName: setting,
      exporters: [
        { type: "otlphttp", endpoint: `http://localhost:4318/${literal}`, headers: { [header]: setting } },
        { type: "file", filename: setting },
      ],
      resource: { attributes: { [attribute]: setting } },
      links: { trace: `http://localhost/{traceId}/${text}` },
    },
  };
}

/** A string of an expression, such that no brace in it ends the expression's hole. */
function quoted(text: string): string {
  return `'${[...JSON.stringify(text.toWellFormed()).slice(1, -1).replaceAll('\\"', '"')].map((character) => (/["'`${}]/.test(character) ? `\\u{${character.charCodeAt(0).toString(16)}}` : character)).join("")}'`;
}
