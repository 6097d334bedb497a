import { FOREIGN_VARIABLES } from "../../runtime/src/telemetry/settings/foreign-variables.ts";
import { INSTRUMENTATION_VARIABLES, VARIABLES } from "../../runtime/src/telemetry/settings/variables.ts";

/** The page about `OTEL_*` variables, from what the runtime declares of them. */
export function environmentPage(): string {
  const rows = [...VARIABLES, ...INSTRUMENTATION_VARIABLES].map(({ name, overrides, meaning }) => `| \`${name}\` | ${overrides === undefined ? "" : `\`${overrides}\``} | ${escaped(meaning)} |`);
  const foreign = Object.entries(FOREIGN_VARIABLES).map(([name, instead]) => `| \`${name}\` | ${escaped(instead)} |`);
  return `${INTRODUCTION}
| variable | goes before, below \`telemetry\` | says |
| --- | --- | --- |
${rows.join("\n")}

Those of OpenTelemetry that have no effect are told of once, at the start:

| variable | instead |
| --- | --- |
${foreign.join("\n")}
`;
}

const INTRODUCTION = `# Variables

Operators decide last: an \`OTEL_*\` variable goes before what the spec says, and that before the default. The variable
of a signal goes before the general one. An empty variable counts as unset; words are taken in any case. A value that
cannot be is refused at the start, by a \`TelemetryConfigError\` that names the variable: nothing is switched off in
silence. Where the application has registered a provider of its own, that reads them, and we do not.
`;

function escaped(text: string): string {
  return text.replaceAll("|", "\\|");
}
