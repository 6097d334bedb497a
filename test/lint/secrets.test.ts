import { expect, test } from "vitest";
import { diagnosticsOf, lint } from "./fixtures.ts";

/** Written in two parts, so that nobody takes this file for a leak. */
const SECRETS = (
  [
    ["an access key of AWS", ["AKIA", "Q7ZK3VN5W2RT8YLM"]],
    ["a token of GitHub", ["ghp_", "x7Kq2Lw9Zr4Tn6Vb8Mc1Pd3Fg5Hj0Ks2Ab4C"]],
    ["a token of GitLab", ["glpat-", "x7Kq2Lw9Zr4Tn6Vb8Mc1"]],
    ["a token of Slack", ["xoxb-", "2847561930-x7Kq2Lw9Zr4T"]],
    ["a key of Stripe", ["sk_live_", "x7Kq2Lw9Zr4Tn6Vb8Mc1"]],
    ["a key of Google", ["AIza", "x7Kq2Lw9Zr4Tn6Vb8Mc1Pd3Fg5Hj0Ks2Ab4"]],
    ["a key of a model provider", ["sk-proj-", "x7Kq2Lw9Zr4Tn6Vb8Mc1Pd3F"]],
    ["a token of npm", ["npm_", "x7Kq2Lw9Zr4Tn6Vb8Mc1Pd3Fg5Hj0Ks2Ab4C"]],
    ["a key of SendGrid", ["SG.", "x7Kq2Lw9Zr4Tn6Vb.8Mc1Pd3Fg5Hj0Ks2"]],
    ["a key of Honeycomb", ["hcaik_", "01hqk4x7kq2lw9zr4tn6vb8mc1pd3fg5hj0ks2ab4c"]],
    ["a token of Grafana", ["glsa_", "x7Kq2Lw9Zr4Tn6Vb8Mc1Pd3Fg5Hj0Ks2"]],
    ["a JSON Web Token", ["eyJhbGciOiJIUzI1NiJ9.", "eyJzdWIiOiIxMjM0In0.x7Kq2Lw9Zr4Tn6Vb8Mc1"]],
    ["a private key", ["-----BEGIN RSA ", "PRIVATE KEY-----"]],
  ] as const
).map(([what, parts]) => [what, parts.join("")] as const);

function withInput(input: string): string {
  return `
tasks: { it: { input: {} } }
workflows: { run: { steps: { a: { task: it, input: ${input} } } } }
`;
}

test.each(SECRETS)("%s is found wherever it stands", (what, secret) => {
  expect(lint(withInput(`{ x: "see «${secret}» there" }`))).toEqual([`GF9003 this looks like a secret: ${what}`]);
  expect(lint(withInput(`"\${ 'see «${secret}» there' }"`))).toEqual([`GF9003 this looks like a secret: ${what}`]);
});

test("no finding shows the secret itself", () => {
  const [, secret] = SECRETS[0] ?? ["", ""];
  const head = "specVersion: 1\nname: shop\nversion: 1.0.0\n";
  const [found] = diagnosticsOf(head + withInput(`{ password: "${secret}" }`));
  expect(found?.code).toBe("GF9003");
  const { message, label, help } = found ?? {};
  expect(JSON.stringify([message, label, help])).not.toContain(secret);
});

test("credentials in URLs and in headers of exporters are found", () => {
  expect(
    lint(`
telemetry:
  exporters:
    - type: otlphttp
      endpoint: "https://shop:«k3Vn5W2rT8»@collector.shop.test/v1"
      headers: { authorization: "Bearer «x7Kq2Lw9Zr4Tn6Vb8Mc1»", x-honeycomb-team: "«x7Kq2Lw9Zr4Tn6Vb8Mc1Pd»", x-tenant: x7Kq2Lw9Zr4Tn6Vb8Mc1 }
  metrics:
    exporters: [{ type: otlphttp, headers: { dd-api-key: "«9f86d081884c7d659a2feaa0c55ad015»" } }]
`),
  ).toEqual([
    "GF9003 this looks like a secret: a password in a URL",
    "GF9003 this looks like a secret: the credentials of a header",
    "GF9003 this looks like a secret: the value of `x-honeycomb-team`",
    "GF9003 this looks like a secret: the value of `dd-api-key`",
  ]);
});

test("credentials in headers of further services are found", () => {
  expect(
    lint(`
telemetry:
  services:
    billing: { exporters: [{ type: otlphttp, headers: { x-honeycomb-team: "«x7Kq2Lw9Zr4Tn6Vb8Mc1Pd»" } }] }
`),
  ).toEqual(["GF9003 this looks like a secret: the value of `x-honeycomb-team`"]);
});

test("random values under the keys of credentials are found in what steps pass on", () => {
  expect(lint(withInput('{ list: [{ clientSecret: "«x7Kq2Lw9Zr4Tn6Vb8Mc1»" }], orderId: x7Kq2Lw9Zr4Tn6Vb8Mc1 }'))).toEqual([
    "GF9003 this looks like a secret: the value of `clientSecret`",
  ]);
});

test.each([
  ["the environment", "telemetry: { exporters: [{ type: otlphttp, headers: { api-key: '${env:KEY}', authorization: 'Bearer ${env:TOKEN}' } }] }"],
  ["the environment in a URL", "telemetry: { exporters: [{ type: otlphttp, endpoint: 'https://shop:${env:PASSWORD}@collector.test' }] }"],
  ["an input that is a credential", withInput('{ password: "${ workflow.id }", token: "Bearer ${ workflow.id }" }')],
  ["a schema of a password", "tasks: { it: { input: { properties: { password: { type: string }, apiKey: { type: string, description: 'begins with sk_live_' } } } } }\nworkflows: { run: { steps: { a: { task: it, input: {} } } } }"],
  ["placeholders", withInput('{ password: your-password-12345, token: "<token-of-16-characters>", key: AKIAIOSFODNN7EXAMPLE, secret: xxxxxxxxxxxxxxxx1 }')],
  ["words", withInput('{ token: refresh-token-type-2, secret: none, url: "https://shop.test/path?at=noon@home" }')],
  ["a database of this machine", withInput('{ url: "postgres://shop:shop123@localhost:5432/shop" }')],
  ["a model's name, a digest, a UUID", withInput('{ model: sk-learn-classifier-of-pages, sha: 9f86d081884c7d659a2feaa0c55ad015, id: 3f2504e0-4f89-11d3-9a0c-0305e82c3301 }')],
])("%s: no secret", (_name, spec) => {
  expect(lint(spec)).toEqual([]);
});
