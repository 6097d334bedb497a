import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { report } from "../../diagnostics/report.ts";
import { chosenEngines } from "../../ir/engines.ts";
import { ENGINE_LIMITS } from "../engine-limits/engine-limits.ts";
import type { Lint, LintSubject } from "../lint.ts";

/** What the spec says and an engine that it chooses cannot do. */
export const engineLimit: Lint = {
  name: "engine-limit",
  code: "GF9021",
  findsAbsence: false,
  run: (subject) => ENGINE_LIMITS.flatMap((limit) => findingsOf(limit, subject)),
};

function findingsOf({ engines, reason, instead, find }: (typeof ENGINE_LIMITS)[number], subject: LintSubject): readonly Diagnostic[] {
  const { engines: settings } = subject.linked.spec;
  const chosen = chosenEngines(settings).filter((engine) => engines.includes(engine));
  if (chosen.length === 0 || find === undefined) {
    return [];
  }
  const choices = chosen.flatMap((engine) => settings[engine]?.nameRange ?? []);
  return find(subject).map(({ at, related = [] }) =>
    report("GF9021", at, { reason, instead }, [...related, ...choices.map((choice) => ({ at: choice, text: "chosen here" }))]),
  );
}
