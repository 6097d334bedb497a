import { defineDiagnostic } from "../diagnostic.ts";
import { lines } from "../example.ts";

/** GF9xxx: what a spec may say and most probably does not mean. Each can be turned off, or made an error, by its name. */
export const lintDiagnostics = {
  GF9001: defineDiagnostic({
    severity: "warning",
    title: "A name of telemetry that holds a value",
    cause: "Spans, events and metrics are grouped by their names. A name with an id, a date or a number in it makes a group for each value, and a placeholder in it is never filled in: names are literals.",
    fix: "Take the value out of the name, and give it as an attribute.",
    example: {
      in: "task",
      before: '"span": { "name": "charge «{orderId}»" }',
      says: "nothing fills in `{orderId}` in the name of this span",
      after: '"span": { "name": "charge", "attributes": { "order.id": { "type": "string" } } }',
    },
    message: (p: { of: "span" | "event" | "metric"; part: string; what: string | undefined }) =>
      p.what === undefined
        ? `nothing fills in \`${p.part}\` in the name of this ${p.of}`
        : `the name of this ${p.of} holds ${p.what}: \`${p.part}\``,
    label: (p) => (p.what === undefined ? "stays as it is: names are literals" : "a value, not a name"),
    help: (p) => [
      `backends group every ${p.of} by its name: with values in names, each is a group of its own`,
      'give the value as an attribute: "attributes": { "order.id": "${ input.orderId }" }',
    ],
  }),
  GF9002: defineDiagnostic({
    severity: "warning",
    title: "A deprecated attribute",
    cause: "The semantic conventions of OpenTelemetry have given up this name. Backends and dashboards look for the one of today.",
    fix: "Use the name that the message gives.",
    example: {
      in: "task",
      before: '"span": { "attributes": { «"db.system"»: "sqlite" } }',
      says: "the attribute `db.system` is deprecated",
      after: '"span": { "attributes": { "db.system.name": "sqlite" } }',
    },
    message: (p: { name: string; replacement: string | undefined; advice: string }) =>
      `the attribute \`${p.name}\` is deprecated`,
    label: (p) => p.replacement && `today it is \`${p.replacement}\``,
    help: (p) => [
      "backends and dashboards look for the names of today's semantic conventions",
      ...(p.replacement === undefined ? [`the conventions say: ${p.advice}`] : []),
    ],
  }),
  GF9003: defineDiagnostic({
    severity: "warning",
    title: "A likely secret",
    cause: "A spec is committed, and what it says goes into generated code, journals and logs. A credential in it is known to everybody who can read one of them.",
    fix: "In `telemetry`, read it at start-up with `${env:NAME}`. Elsewhere, let the handler read it. Revoke a credential that was committed.",
    example: {
      in: "telemetry",
      before: '"exporters": [{ "type": "otlphttp", "headers": { "api-key": "«9f86d081884c7d659a2feaa0c55ad015»" } }]',
      says: "this looks like a secret: the value of `api-key`",
      after: '"exporters": [{ "type": "otlphttp", "headers": { "api-key": "${env:API_KEY}" } }]',
    },
    message: (p: { what: string; inTelemetry: boolean }) => `this looks like a secret: ${p.what}`,
    label: () => "known to everybody who can read the spec",
    help: (p) => [
      p.inTelemetry
        ? 'read it from the environment at start-up: "${env:NAME}"'
        : "let the handler of the task read it from the environment: inputs also go into journals and logs",
      "if it was ever committed, revoke it",
    ],
  }),
  GF9004: defineDiagnostic({
    severity: "warning",
    title: "Nobody notices that a step was skipped",
    cause: "The step calls a task and may be skipped, and its value is read through `?.` only. Where it was skipped, `undefined` goes on in its place, and nothing says what that means.",
    fix: "Give a fallback with `??`, or ask for the step in `when` or a condition: `steps.charge !== undefined`.",
    example: {
      in: "steps",
      before: lines(
        '"bonus": { "task": "chargeCard", "when": ‹"${ input.express }"›, "input": { "customerId": "${ input.customerId }", "amountCents": 1 } },',
        '"proof": { "value": { "paymentId": "${ «steps.bonus?.paymentId» }" } }',
      ),
      says: "nobody notices when `bonus` was skipped",
      after: lines(
        '"bonus": { "task": "chargeCard", "when": "${ input.express }", "input": { "customerId": "${ input.customerId }", "amountCents": 1 } },',
        '"proof": { "value": { "paymentId": "${ steps.bonus?.paymentId ?? \'none\' }" } }',
      ),
    },
    message: (p: { step: string }) => `nobody notices when \`${p.step}\` was skipped`,
    label: () => "`undefined` then, and it goes on as a value",
    help: (p) => [
      `\`${p.step}\` acts on something outside, and all that read it pass over its absence with \`?.\``,
      `say what its absence means: a fallback with \`??\`, or a condition on \`steps.${p.step} !== undefined\``,
    ],
  }),
  GF9005: defineDiagnostic({
    severity: "warning",
    title: "A schema that nothing uses",
    cause: "No task, workflow, signal or context entry refers to it, directly or through other schemas. Its type is generated all the same, and readers look for its use.",
    fix: "Refer to it with `$ref`, or take it out.",
    example: {
      in: "spec",
      before: '"schemas": { «"Order"»: { "type": "object" } }',
      says: "nothing uses the schema `Order`",
      after: lines(
        '"schemas": { "Order": { "type": "object" } },',
        '"workflows": { "delivery": { "input": { "$ref": "#/schemas/Order" }, "steps": {} } }',
      ),
    },
    message: (p: { schema: string }) => `nothing uses the schema \`${p.schema}\``,
    help: (p) => `refer to it with { "$ref": "#/schemas/${p.schema}" }, or take it out: readers look for its use`,
  }),
  GF9006: defineDiagnostic({
    severity: "warning",
    title: "A task that no workflow uses",
    cause: "No step and no compensation names it. Its code and its handler are generated all the same.",
    fix: "Use it in a workflow, or take it out.",
    example: {
      in: "spec",
      before: lines('"tasks": { «"ship"»: {} },', '"workflows": { "delivery": { "steps": {} } }'),
      says: "no workflow uses the task `ship`",
      after: lines('"tasks": { "ship": {} },', '"workflows": { "delivery": { "steps": { "first": { "task": "ship" } } } }'),
    },
    message: (p: { task: string }) => `no workflow uses the task \`${p.task}\``,
    help: () => "use it in a workflow, or take it out: its handler has to be written all the same",
  }),
  GF9007: defineDiagnostic({
    severity: "warning",
    title: "A signal that no step waits for",
    cause: "Whoever sends it reaches nobody.",
    fix: "Wait for it with `waitForSignal`, or take it out.",
    example: {
      in: "spec",
      before: lines('"signals": { «"review"»: { "type": "string" } },', '"workflows": { "delivery": { "steps": {} } }'),
      says: "no step waits for the signal `review`",
      after: lines(
        '"signals": { "review": { "type": "string" } },',
        '"workflows": { "delivery": { "steps": { "asked": { "waitForSignal": "review" } } } }',
      ),
    },
    message: (p: { signal: string }) => `no step waits for the signal \`${p.signal}\``,
    help: (p) => `add a step { "waitForSignal": "${p.signal}" }, or take the signal out: whoever sends it reaches nobody`,
  }),
  GF9008: defineDiagnostic({
    severity: "warning",
    title: "A context entry that reaches nobody",
    cause: "No expression reads it, no span, log record or service gets it, and there is no task whose handler could read it. Callers have to give it all the same.",
    fix: "Read it, let it travel with `propagate`, `attribute` or `log`, or take it out.",
    example: {
      in: "spec",
      before: '"context": { «"region"»: { "schema": { "type": "string" } } }',
      says: "the context entry `region` reaches nobody",
      after: '"context": { "region": { "schema": { "type": "string" }, "attribute": "shop.region" } }',
    },
    message: (p: { entry: string }) => `the context entry \`${p.entry}\` reaches nobody`,
    help: (p) => `read \`context.${p.entry}\`, give it an \`attribute\`, \`log\` or \`propagate\`, or take it out`,
  }),
  GF9009: defineDiagnostic({
    severity: "warning",
    title: "Two side effects with no order between them",
    cause: "Steps that do not name each other run at the same time. These act on the same thing: they call one task with equal input, or one does what undoes the other. Which comes first changes from run to run.",
    fix: "Order them with `after`, or take one of them out and read the other twice.",
    example: {
      in: "steps",
      before: lines(
        '‹"first"›: { "task": "releaseStock", "input": { "reservationId": "${ steps.stock.reservationId }" } },',
        '«"second"»: { "task": "releaseStock", "input": { "reservationId": "${ steps.stock.reservationId }" } }',
      ),
      says: "`first` and `second` call `releaseStock` with equal input, in no order",
      after: lines(
        '"first": { "task": "releaseStock", "input": { "reservationId": "${ steps.stock.reservationId }" } },',
        '"second": { "task": "releaseStock", "after": ["first"], "input": { "reservationId": "${ steps.stock.reservationId }" } }',
      ),
    },
    message: (p: { first: string; second: string; task: string; undone: string | undefined }) =>
      p.undone === undefined
        ? `\`${p.first}\` and \`${p.second}\` call \`${p.task}\` with equal input, in no order`
        : `\`${p.undone === p.first ? p.second : p.first}\` does what undoes \`${p.undone}\`, in no order`,
    label: (p) => `may run before, after or beside \`${p.first}\``,
    help: (p) => [
      "both act on the same thing, and which comes first changes from run to run",
      `order them: "after": ["${p.first}"]${p.undone === undefined ? ", or take one out and read the other in both places" : ""}`,
    ],
  }),
  GF9010: defineDiagnostic({
    severity: "warning",
    title: "A task that must not be repeated, and is",
    cause: "The task says `idempotent: false`, and more than one attempt is allowed. An attempt that failed after its effect, or was cut off by a timeout, has its effect twice.",
    fix: 'Allow one attempt: `"retry": { "maximumAttempts": 1 }`. If the task uses its idempotency key, take `idempotent: false` out.',
    example: {
      in: "task",
      before: '"idempotent": ‹false›, "retry": { "maximumAttempts": «3» }',
      says: "`example` is not idempotent, and up to 3 attempts are made",
      after: '"idempotent": false, "retry": { "maximumAttempts": 1 }',
    },
    message: (p: { task: string; attempts: number; source: "task" | "step" | "defaults" | "built-in" }) =>
      `\`${p.task}\` is not idempotent, and up to ${p.attempts} attempts are made`,
    label: (p) =>
      p.source === "built-in"
        ? `${p.attempts} attempts are the default`
        : p.source === "defaults"
          ? "the attempts come from `defaults`"
          : undefined,
    help: () => [
      "an attempt that fails after its effect, or is cut off by a timeout, has its effect twice",
      'allow one attempt with "retry": { "maximumAttempts": 1 }, or pass `task.idempotencyKey` on and drop "idempotent": false',
    ],
  }),
  GF9011: defineDiagnostic({
    severity: "warning",
    title: "A timeout that cannot be met",
    cause: "Another limit ends first, so that the longer one never has an effect: an attempt within a run, a heartbeat within an attempt, a sleep within a run.",
    fix: "Shorten the one, or lengthen the other.",
    example: {
      in: "task",
      before: '"startToCloseTimeout": «"5m"», "scheduleToCloseTimeout": ‹"2m"›',
      says: "`startToCloseTimeout` (5m) is longer than `scheduleToCloseTimeout` (2m)",
      after: '"startToCloseTimeout": "30s", "scheduleToCloseTimeout": "2m"',
    },
    message: (p: {
      name: string;
      text: string;
      relation: "longer than" | "not shorter than";
      limit: string;
      limitText: string;
      consequence: string;
    }) => `${p.name} (${p.text}) is ${p.relation} ${p.limit} (${p.limitText})`,
    help: (p) => [p.consequence, "shorten the one, or lengthen the other"],
  }),
  GF9012: defineDiagnostic({
    severity: "warning",
    title: "A simple processor with an exporter on the network",
    cause: "It sends every span in a request of its own as it ends, which costs more than most of the work that is traced, and loses spans where they come in bursts.",
    fix: 'Take `processor` out, or say `"type": "batch"`. A simple processor is for the console and for files.',
    example: {
      in: "telemetry",
      before: '"processor": { "type": «"simple"» }, "exporters": [‹{ "type": "otlphttp" }›]',
      says: "a simple processor sends every span in a request of its own over otlphttp",
      after: '"processor": { "type": "batch" }, "exporters": [{ "type": "otlphttp" }]',
    },
    message: (p: { exporter: string }) => `a simple processor sends every span in a request of its own over ${p.exporter}`,
    help: () => 'say "type": "batch", or leave `processor` out: spans are then sent together',
  }),
  GF9013: defineDiagnostic({
    severity: "warning",
    title: "A span for each item of a very large list",
    cause: "A `forEach` has a span, and often several, for each item. Backends cut traces of tens of thousands of spans, and nobody can read them.",
    fix: "Give each call a page of the items, or lower `maxItems` of the list's schema.",
    example: {
      in: "spec",
      before: lines(
        '"tasks": { "ship": { "input": { "type": "string" } } },',
        '"workflows": {',
        '  "delivery": {',
        '    "input": { "type": "array", "items": { "type": "string" }, "maxItems": ‹50000› },',
        '    "steps": { "shipped": { "forEach": { "items": «"${ input }"», "as": "parcel" }, "task": "ship", "input": "${ parcel }" } }',
        "  }",
        "}",
      ),
      says: "`shipped` makes a span or more for each of up to 50000 items",
      after: lines(
        '"tasks": { "ship": { "input": { "type": "string" } } },',
        '"workflows": {',
        '  "delivery": {',
        '    "input": { "type": "array", "items": { "type": "string" }, "maxItems": 500 },',
        '    "steps": { "shipped": { "forEach": { "items": "${ input }", "as": "parcel" }, "task": "ship", "input": "${ parcel }" } }',
        "  }",
        "}",
      ),
    },
    message: (p: { step: string; count: number; isBound: boolean }) =>
      `\`${p.step}\` makes a span or more for each of ${p.isBound ? "up to " : ""}${p.count} items`,
    help: () => [
      "backends cut traces of more than some ten thousand spans, and nobody can read them",
      "give each call a page of the items, or lower `maxItems` of the list's schema",
    ],
  }),
  GF9014: defineDiagnostic({
    severity: "warning",
    title: "A default is never applied",
    cause:
      "Defaults of properties are filled in where a value comes from outside: the input of a workflow, a signal, the context; outside `anyOf`, `oneOf`, `if`, `not` and `dependentSchemas`. Nothing else applies a default.",
    fix: "Move it to the input of a workflow, or give the value in the step: `${ input.table ?? 'sales' }`.",
    example: {
      in: "workflow",
      before: '"input": { "anyOf": [{ "type": "object", "properties": { "color": { "type": "string", "default": «"red"» } } }, { "type": "null" }] }, "steps": {}',
      says: "this default is never applied",
      after: '"input": { "type": "object", "properties": { "color": { "type": "string", "default": "red" } } }, "steps": {}',
    },
    message: () => "this default is never applied",
    help: () => [
      "defaults are applied to properties of a workflow's input, of signals and of the context, outside `anyOf`, `oneOf`, `if`, `not` and `dependentSchemas`",
      "move it there, or give the value where it is used: `${ input.table ?? 'sales' }`",
    ],
  }),
  GF9015: defineDiagnostic({
    severity: "warning",
    title: "A step or branch that never runs",
    cause: "Its `when` is `${ false }`.",
    fix: "Take it out, or give it a condition.",
    example: {
      in: "steps",
      before: '"late": { "task": "cleanUp", "when": «"${ false }"» }',
      says: "step `late` never runs",
      after: '"late": { "task": "cleanUp", "when": "${ input.express }" }',
    },
    message: (p: { what: string; part: "step" | "branch" }) => p.what,
    help: (p) => `take the ${p.part} out, or give it a condition`,
  }),
  GF9020: defineDiagnostic({
    severity: "warning",
    title: "A sensitive value in a place that is not marked",
    cause: "What `x-sensitive` marks in one schema goes by an expression into a property whose own schema marks nothing. Telemetry treats it like its origin wherever expressions lead, but whoever reads the second schema, or writes a body by hand, does not know.",
    fix: "Mark the property with `x-sensitive`, too, or do not pass the value on.",
    example: {
      in: "spec",
      before: lines(
        '"tasks": { "mail": { "input": { "type": "object", "properties": { "to": { "type": "string" } } } } },',
        '"workflows": { "greet": {',
        '  "input": { "type": "object", "required": ["email"], "properties": { "email": { "type": "string", ‹"x-sensitive": "mask"› } } },',
        '  "steps": { "send": { "task": "mail", "input": { "to": "${ «input.email» }" } } }',
        '} }',
      ),
      says: "`to` of the input of `mail` may hold `greet.input.email`, which is sensitive, and is not marked",
      after: lines(
        '"tasks": { "mail": { "input": { "type": "object", "properties": { "to": { "type": "string", "x-sensitive": "mask" } } } } },',
        '"workflows": { "greet": {',
        '  "input": { "type": "object", "required": ["email"], "properties": { "email": { "type": "string", "x-sensitive": "mask" } } },',
        '  "steps": { "send": { "task": "mail", "input": { "to": "${ input.email }" } } }',
        '} }',
      ),
    },
    message: (p: { part: string; of: string; what: string; rule: "mask" | "hash" | "drop" }) =>
      `${p.part === "" ? p.of : `\`${p.part}\` of ${p.of}`} may hold \`${p.what}\`, which is sensitive, and is not marked`,
    label: (p) => `\`${p.rule}\` where it comes from`,
    help: (p) => [
      `mark it, too: "x-sensitive": "${p.rule}"`,
      "until then telemetry treats it like its origin wherever expressions lead; a body written by hand is not followed",
    ],
  }),
  GF9021: defineDiagnostic({
    severity: "warning",
    title: "Something that a chosen engine cannot do",
    cause: "The spec chooses an engine that has no equal for what it says here. The page on engines lists what that is, and what happens instead.",
    fix: "Do what the help names, take the setting or the engine out, or turn the lint off if what happens instead will do.",
    example: {
      in: "spec",
      before: lines(
        '"engines": { ‹"restate"›: {} },',
        '"tasks": { "scan": { "startToCloseTimeout": "1h", "heartbeatTimeout": «"30s"» } }',
      ),
      says: "Restate knows no heartbeats",
      after: lines('"engines": { "restate": {} },', '"tasks": { "scan": { "startToCloseTimeout": "1h" } }'),
    },
    message: (p: { reason: string; instead: string }) => p.reason,
    help: (p) => p.instead,
  }),
  GF9022: defineDiagnostic({
    severity: "warning",
    title: "An adopted provider, and tasks in threads",
    cause: "A provider that the application registers is one of the main thread. A thread has no part in it, so that spans, metrics and log records of its tasks are lost.",
    fix: "Register the provider with `node --import ./instrumentation.mjs`, which every thread runs, and turn the lint off; or let the spec own the provider.",
    example: {
      in: "spec",
      before: lines(
        '"telemetry": { "provider": «"adopt"» },',
        '"tasks": { "render": { "isolation": ‹"thread"› } }',
      ),
      says: "threads have no part in a provider that the application registers in its main thread",
      after: lines(
        '"telemetry": { "provider": "adopt" },',
        '"tasks": { "render": { "isolation": "thread" } },',
        '"lint": { "adopted-provider-in-threads": "off" }',
      ),
    },
    message: () => "threads have no part in a provider that the application registers in its main thread",
    help: () => [
      "register it with `node --import`, which every thread runs, and turn this lint off",
      "otherwise what tasks in threads do is not recorded, and that is only said when it happens",
    ],
  }),
};
