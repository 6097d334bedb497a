import { readFileSync } from "node:fs";
import type { DiagnosticExample } from "../../generator/diagnostics/example.ts";
import { explainedStages } from "../../generator/diagnostics/explanation.ts";
import type { Explanation } from "../../generator/diagnostics/explanation.ts";
import { placeOfExample, showAfter, showBefore } from "../../generator/diagnostics/show-example.ts";

const INTRODUCTION = `# Diagnostics

What \`gen-flows\` reports, by code. \`gen-flows explain GF4002\` prints the same in a terminal. Errors keep
anything from being written; warnings do not. [json.md](json.md) describes how programs read them.

Each example is a piece of a spec that is reported, with its place underlined, and the same piece mended. All of
them are compiled by the tests.
`;

/** `docs/diagnostics.md`, made from the catalogue. */
export function diagnosticsPage(): string {
  const stages = explainedStages().map(
    ({ title, explanations }) => `## ${title}\n\n${explanations.map(section).join("\n")}`,
  );
  return [INTRODUCTION, shop(), ...stages].join("\n");
}

/** The heading is the code alone, so that its anchor never changes. */
function section({ code, severity, title, cause, fix, example }: Explanation): string {
  return `### ${code}

**${severity}: ${title}.** ${cause}

${fix}

${placeOfExample(example)}:

${fence(example.in === "shell" ? "console" : "text", showBefore(example))}

Mended:

${fence(languageOf(example), showAfter(example))}
`;
}

function languageOf(example: DiagnosticExample): string {
  switch (example.in) {
    case "shell":
      return "console";
    case "expression":
      return "text";
    default:
      return example.format ?? "json";
  }
}

function fence(language: string, lines: readonly string[]): string {
  return `\`\`\`${language}\n${lines.join("\n")}\n\`\`\``;
}

function shop(): string {
  const text = readFileSync(new URL("shop.json", import.meta.url), "utf8").trimEnd();
  return `<details>
<summary>The spec in which the examples stand</summary>

${fence("json", text.split("\n"))}

</details>
`;
}
