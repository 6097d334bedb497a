import { readMarks } from "../../diagnostics/example.ts";
import { explainedStages, explanations } from "../../diagnostics/explanation.ts";
import type { Explanation } from "../../diagnostics/explanation.ts";
import { placeOfExample, showAfter, showBefore } from "../../diagnostics/show-example.ts";
import { suggest } from "../../diagnostics/suggest.ts";
import { wrap } from "../../diagnostics/wrap.ts";
import { createCommand, parseCommand } from "../command-line.ts";
import { ExitCode } from "../exit-code.ts";
import { printData } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

const WIDTH = 90;

/** `gen-flows explain`: why a diagnostic is reported, and how to mend it. Needs no spec. */
export async function run(words: readonly string[]): Promise<ExitCode> {
  const command = createCommand("gen-flows explain", "Says why a diagnostic is reported, and how to mend it.")
    .argument("[code]", "the code of a diagnostic, such as `GF4002`; without one, all are listed")
    .option("--json", "print a JSON document");
  if (!parseCommand(command, words)) {
    return ExitCode.success;
  }
  const [code] = command.args;
  const explained = code === undefined ? undefined : explanationOf(code);
  if (command.opts<{ json?: true }>().json === true) {
    printData(`${JSON.stringify(toJson(explained === undefined ? explanations : [explained]), undefined, 2)}\n`);
  } else {
    printData(explained === undefined ? listAll() : `${showExplanation(explained).join("\n")}\n`);
  }
  return ExitCode.success;
}

/**
 * What is known of a code in any case, with or without `GF`.
 *
 * @throws UsageError if there is no such code.
 */
function explanationOf(word: string): Explanation {
  const code = word.toUpperCase().replace(/^(?=\d)/, "GF");
  const explained = explanations.find((one) => one.code === code);
  if (explained === undefined) {
    const meant = suggest(code, explanations.map((one) => one.code));
    throw new UsageError(
      `there is no diagnostic \`${word}\``,
      meant === undefined ? "`gen-flows explain` lists them all" : `did you mean \`${meant}\`? \`gen-flows explain\` lists them all`,
    );
  }
  return explained;
}

function showExplanation({ code, severity, title, cause, fix, example }: Explanation): readonly string[] {
  return [
    `${severity}[${code}]: ${title}`,
    "",
    ...wrap(cause, WIDTH),
    "",
    ...wrap(`To mend it: ${fix}`, WIDTH),
    "",
    `${placeOfExample(example)}:`,
    "",
    ...indent(showBefore(example)),
    "",
    "Mended:",
    "",
    ...indent(showAfter(example)),
  ];
}

function indent(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === "" ? "" : `    ${line}`));
}

function listAll(): string {
  const parts = explainedStages().map((stage) =>
    [`${stage.title}:`, ...stage.explanations.map(({ code, severity, title }) => `  ${code}  ${severity.padEnd(7)}  ${title}`)].join("\n"),
  );
  return `${[...parts, "`gen-flows explain <code>` says more about one of them."].join("\n\n")}\n`;
}

/** The text without marks: places are for the eyes. */
function toJson(explained: readonly Explanation[]): object {
  return {
    formatVersion: 1,
    diagnostics: explained.map(({ example, ...rest }) => ({
      ...rest,
      example: { ...example, before: readMarks(example.before).text },
    })),
  };
}
