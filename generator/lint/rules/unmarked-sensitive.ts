import { report } from "../../diagnostics/report.ts";
import { throughAlias } from "../../diagnostics/through-alias.ts";
import type { Lint } from "../lint.ts";

/** A property that may hold what is marked elsewhere. It is protected all the same, but its own schema does not say so. */
export const unmarkedSensitive: Lint = {
  name: "unmarked-sensitive",
  code: "GF9020",
  findsAbsence: false,
  run: ({ unmarked }) =>
    unmarked.map(({ part, of, label, at, node }) =>
      report("GF9020", at, { part, of, what: label.what, rule: label.rule }, [
        { at: label.at, text: `marked \`${label.rule}\` here` },
        ...throughAlias(node),
      ]),
    ),
};
