import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { generateProject } from "../support/generated-project.ts";
import type { GeneratedProject } from "../support/generated-project.ts";
import { REPOSITORY } from "../support/repository.ts";

/** What one version of the spec says differently from others. */
export interface Edition {
  readonly version: string;
  /** Of Temporal. */
  readonly taskQueue: string;
  /** When parcels are shipped. It belongs to the plan. */
  readonly when: string;
  /** What is said to `reserve`. It does not. */
  readonly note: string;
  /** Whether an order that does not say so is a gift, which gets a card. Nor does that: a run keeps what it began with. */
  readonly gift: boolean;
}

/** An order that waits for its payment, with tasks of either placement before and after. */
export function orderSpec({ version, taskQueue, when, note, gift }: Edition): object {
  const text = { type: "string" };
  const noted = { type: "object", required: ["note"], properties: { note: text } };
  return {
    specVersion: 1,
    name: "orders",
    version,
    engines: { restate: {}, temporal: { taskQueue } },
    signals: { paid: { type: "object", required: ["amount"], properties: { amount: { type: "number" } } } },
    tasks: {
      reserve: { input: noted, output: text, retry: { maximumAttempts: note.length } },
      pack: { input: noted, output: text, placement: "inline" },
      ship: { output: text },
      writeCard: { output: text },
    },
    workflows: {
      order: {
        input: { type: "object", properties: { gift: { type: "boolean", default: gift } } },
        output: { type: "array", items: text },
        executionTimeout: "1d",
        steps: {
          reserved: { task: "reserve", input: { note } },
          packed: { task: "pack", input: { note } },
          paid: { waitForSignal: "paid", after: ["reserved", "packed"], timeout: "1h" },
          card: { task: "writeCard", when: "${ input.gift === true }", after: ["paid"] },
          shipped: { task: "ship", when, after: ["paid"] },
        },
        result: "${ [steps.reserved, steps.packed, steps.card ?? 'no card', steps.shipped ?? 'not shipped'] }",
      },
    },
    telemetry: { provider: "none" },
  };
}

export const FIRST: Edition = { version: "1.0.0", taskQueue: "orders", when: "${ (steps.paid?.amount ?? 0) > 10 }", note: "first", gift: false };

/** The same plan. */
export const SAME_PLAN: Edition = { ...FIRST, version: "1.1.0", when: "${ ((steps.paid?.amount ?? 0)  >  10) }", note: "other", gift: true };

/** Another plan, and nobody has said so. */
export const CHANGED: Edition = { ...FIRST, when: "${ (steps.paid?.amount ?? 0) > 20 }" };

/** Another plan, as it should be. */
export const SECOND: Edition = { ...CHANGED, version: "2.0.0", taskQueue: "orders-2" };

/** What the specs are called in projects. */
export const SPEC = "flows.json";

/** A project of its own for an edition. */
export function orderProject(edition: Edition): GeneratedProject {
  return projectOf(orderSpec(edition));
}

/**
 * A project that has the packages of the engines.
 *
 * @param files Bodies that are written by hand, by their paths.
 */
export function projectOf(spec: object, files: Readonly<Record<string, string>> = {}): GeneratedProject {
  const project = generateProject(spec, files);
  for (const name of ["@restatedev", "@temporalio"]) {
    symlinkSync(join(REPOSITORY, "node_modules", name), join(project.folder, "node_modules", name));
  }
  return project;
}

/** Handlers that say who they are. */
export function handlersOf(worker: string): object {
  return Object.fromEntries(["reserve", "pack", "ship", "writeCard"].map((task) => [task, () => Promise.resolve(`${task} by ${worker}`)]));
}
