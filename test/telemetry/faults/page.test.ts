import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY } from "../../support/repository.ts";
import { reportedIn } from "./reported.ts";
import { ROWS } from "./rows.ts";

const page = readFileSync(join(REPOSITORY, "docs/delivery.md"), "utf8");

test("every row of the page is a test, and every test a row of the page", () => {
  const table = [
    "| what goes wrong | received | reported |",
    "| --- | --- | --- |",
    ...ROWS.map(({ fault, received, reported }) => `| ${fault} | ${received} | ${reported} |`),
  ].join("\n");
  expect(page).toContain(`\n\n${table}\n\n`);
});

test("the pattern of the page finds the losses that the tests count", () => {
  const pattern = /^ {2}(\^gen-flows:.*)$/m.exec(page)?.[1] ?? "";
  const lines = [
    "gen-flows: 1 span was dropped after telemetry had been stopped.",
    "gen-flows: 12 more spans were not sent to http://localhost:4318/v1/traces.",
    "gen-flows: 3 log records were rejected by http://localhost:4318/v1/logs: too old",
  ];
  for (const line of lines) {
    expect(new RegExp(pattern).exec(line)?.[1]).toBe(String(reportedIn(line)));
  }
  expect(reportedIn(lines.join("\n"))).toBe(16);
});
