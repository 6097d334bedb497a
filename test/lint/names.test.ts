import { expect, test } from "vitest";
import { deprecatedAttributes } from "../../generator/lint/derived/deprecated-attributes.ts";
import { lint } from "./fixtures.ts";

function withTask(task: string): string {
  return `
tasks:
  it: ${task}
workflows: { run: { steps: { a: { task: it } } } }
`;
}

test.each([
  ["charge «3f2504e0-4f89-11d3-9a0c-0305e82c3301»", "holds a UUID: `3f2504e0-4f89-11d3-9a0c-0305e82c3301`"],
  ["report of «2026-01-31»", "holds a date: `2026-01-31`"],
  ["report «20260131»", "holds a date: `20260131`"],
  ["mail to «ada@example.org»", "holds an e-mail address: `ada@example.org`"],
  ["commit «9fceb02d0ae5»", "holds an id: `9fceb02d0ae5`"],
  ["order «104711»", "holds a number of many digits: `104711`"],
])("a span name with a value: %s", (name, says) => {
  expect(lint(withTask(`{ span: { name: "${name}" } }`))).toEqual([`GF9001 the name of this span ${says}`]);
});

test.each(["charge «{orderId}»", "charge «{{ order.id }}»", "charge «%s»", "charge «<order>»"])(
  "a span name with a placeholder: %s",
  (name) => {
    const part = /«(.*)»/.exec(name)?.[1];
    expect(lint(withTask(`{ span: { name: "${name}" } }`))).toEqual([
      `GF9001 nothing fills in \`${part}\` in the name of this span`,
    ]);
  },
);

test("names of events and metrics are looked at too", () => {
  expect(
    lint(
      withTask(`
    events: { «charge.104711»: {} }
    metrics: { «charged.2026-01-31»: { instrument: counter, value: 1 } }`),
    ),
  ).toEqual([
    "GF9001 the name of this event holds a number of many digits: `104711`",
    "GF9001 the name of this metric holds a date: `2026-01-31`",
  ]);
});

test("so are the metrics of the spec itself, and their attributes", () => {
  const metric = "«carts.104711»: { instrument: gauge, attributes: { «db.system»: { type: string } } }";
  expect(lint(`${withTask("{}")}metrics: { ${metric} }`)).toEqual([
    "GF9001 the name of this metric holds a number of many digits: `104711`",
    "GF9002 the attribute `db.system` is deprecated",
  ]);
});

test.each([
  "chat",
  "GET /orders/{id}",
  "GET /v2/orders/:id",
  "sha256 of a page",
  "HTTP/1.1 upgrade",
  "ISO 8601, RFC 9110",
  "accessed defaced facade",
  "top 100 of 2026",
  "100% done",
  "decode base64",
])("a span name without a value: %s", (name) => {
  expect(lint(withTask(`{ span: { name: "${name}" } }`))).toEqual([]);
});

test("deprecated attributes are found wherever attributes are named", () => {
  expect(
    lint(`
context: { stage: { schema: { type: string }, attribute: «deployment.environment» } }
telemetry: { resource: { attributes: { «deployment.environment»: dev, service.namespace: shop } } }
tasks:
  it:
    span: { attributes: { «db.system»: sqlite, db.system.name: sqlite } }
    events: { sent: { attributes: { «http.status_code»: { type: integer } } } }
    metrics: { calls: { instrument: counter, value: 1, attributes: { «messaging.destination»: orders } } }
workflows: { run: { span: { attributes: { «http.host»: shop } }, steps: { a: { task: it } } } }
`),
  ).toEqual([
    "GF9002 the attribute `deployment.environment` is deprecated",
    "GF9002 the attribute `deployment.environment` is deprecated",
    "GF9002 the attribute `db.system` is deprecated",
    "GF9002 the attribute `http.status_code` is deprecated",
    "GF9002 the attribute `messaging.destination` is deprecated",
    "GF9002 the attribute `http.host` is deprecated",
  ]);
});

test("attributes of today, of others, and those that only moved to another document are not", () => {
  expect(
    lint(
      withTask(
        "{ span: { attributes: { http.request.method: GET, shop.db.system: x, state: open, gen_ai.request.model: small, gen_ai.operation.name: chat, user.id: a, rpc.method: b, k8s.pod.label.app: c } } }",
      ),
    ),
  ).toEqual([]);
});

test("the names of today come from the semantic conventions themselves", () => {
  const today = Object.fromEntries(
    ["http.method", "http.url", "db.statement", "db.name", "code.filepath", "enduser.role", "messaging.message_id", "faas.execution"].map(
      (name) => [name, deprecatedAttributes[name]?.replacement],
    ),
  );
  expect(today).toEqual({
    "http.method": "http.request.method",
    "http.url": "url.full",
    "db.statement": "db.query.text",
    "db.name": "db.namespace",
    "code.filepath": "code.file.path",
    "enduser.role": "user.roles",
    "messaging.message_id": "messaging.message.id",
    "faas.execution": "faas.invocation.id",
  });
  // Two names of today, so none of them is *the* one: the advice has both.
  expect(deprecatedAttributes["net.peer.name"]).toEqual({
    replacement: undefined,
    advice: "Replaced by `server.address` on client spans and `client.address` on server spans.",
  });
  const replacements = Object.values(deprecatedAttributes).flatMap(({ replacement }) => replacement ?? []);
  expect(replacements.filter((name) => Object.hasOwn(deprecatedAttributes, name))).toEqual([]);
});
