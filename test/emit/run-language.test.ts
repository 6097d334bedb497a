import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compile } from "../../generator/pipeline.ts";
import { createProject, writeFile } from "../cli/project.ts";
import { startProcess } from "../support/process.ts";

const SPEC = readFileSync(new URL("specs/language.yaml", import.meta.url), "utf8");

/** Runs the workflows with handlers that say what they were called with, and prints how each run went. */
const MAIN = `
import { createFlows } from "./src/flows/generated/index.ts";

let calls: string[] = [];
function say(name: string) {
  return async (input: object | undefined, task: { readonly idempotencyKey: string; readonly context: { readonly region: string } }) => {
    const path = task.idempotencyKey.slice(task.idempotencyKey.indexOf("/") + 1);
    calls.push([name, path, task.context.region, ...Object.values(input ?? {})].join(" "));
  };
}
const flows = createFlows({
  handlers: {
    refund: say("refund"), discard: say("discard"), notify: say("notify"), sweep: say("sweep"), isError: say("isError"),
    weigh: async (input) => ({ grams: input.scale ?? 1 }),
    charge: async (input, task) => {
      await say("charge")(input, task);
      if (input.cents === 4) {
        throw new RangeError("too little");
      }
      return input.cents === 5 || input.cents === 9 ? task.fail("CardDeclined", { reason: \`no \${input.cents}\` }) : { paymentId: "paid" };
    },
    print: async (input, task) => (input.id === "bad" ? task.fail("OutOfPaper") : { uri: input.id }),
  },
});
const ends: Record<string, { readonly end: unknown; readonly calls: readonly string[] }> = {};
async function note(name: string, run: () => Promise<unknown>) {
  calls = [];
  const end = await run().catch((error: unknown) => String(error));
  ends[name] = { end, calls: calls.toSorted() };
}
const parcels = [{ id: "good", weight: 7 }];
const order = { id: "order", express: true, parcels };
await note("shipping", () => flows.shipping.run(order, { context: { region: "us" } }));
await note("undone", () => flows.shipping.run({ ...order, parcels: [...parcels, { id: "bad", weight: 1 }] }));
await note("routing", () => flows.routing.run(order));
await note("handling", () => flows.handling.run(order));
await note("waiting", async () => {
  const run = await flows.waiting.start(undefined, { context: { region: "us" } });
  await run.signal("review", { approved: false, reviewer: "Ada" });
  await run.signal("stop", {});
  await run.signal("stop", {});
  await run.signal("review", { approved: true, reviewer: "Grace" });
  return run.result();
});
console.log(JSON.stringify(ends));
`;

interface RunEnd {
  /** The result, or the error. */
  readonly end: unknown;
  /** What handlers said: task, path of the step, region of the context, values of the input. */
  readonly calls: readonly string[];
}

async function runAll(): Promise<Readonly<Record<string, RunEnd | undefined>>> {
  const tsconfig = { compilerOptions: { module: "nodenext", allowImportingTsExtensions: true, noEmit: true } };
  const cwd = createProject({ "flows.yaml": SPEC, "main.ts": MAIN, "tsconfig.json": JSON.stringify(tsconfig) });
  for (const { path, text } of compile({ specs: ["flows.yaml"], cwd }).value[0]?.files ?? []) {
    writeFile(`${cwd}/src/flows`, path, text);
  }
  const { code, stdout, stderr } = await startProcess(["main.ts"], { cwd }).ended;
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return JSON.parse(stdout) as Readonly<Record<string, RunEnd>>;
}

test("the language, generated and run", async () => {
  const { shipping, undone, routing, handling, waiting } = await runAll();

  expect(shipping?.end).toEqual({ uris: ["good"], total: 5 });
  expect(shipping?.calls).toEqual([
    expect.stringMatching(/^notify labels\/0\/said us 1: .* in us$/),
    "sweep inOrder/begin us",
    "sweep parcel/both/done us",
    "sweep parcel/silent/only us",
  ]);

  // Items, what is in them, and groups are undone.
  expect(undone?.end).toBe("OutOfPaper: OutOfPaper");
  expect(undone?.calls).toEqual(
    expect.arrayContaining([
      "discard labels/0.compensate eu good",
      "discard labels/0/label.compensate eu good",
      "notify parcel.compensate eu fixed",
    ]),
  );

  expect(routing?.end).toEqual({ route: "1", kind: "courier" });
  expect(routing?.calls).toEqual(["charge group/choice/paid eu 1", "charge undone/paid eu 100"]);

  // The first error is handled, and the error of its handler too.
  expect(handling?.end).toEqual({ paymentId: "none" });
  expect(handling?.calls).toEqual(
    expect.arrayContaining([
      "notify paid.catch/told eu no 5 order",
      "charge paid.catch/again eu 4",
      'notify grouped.catch/said eu {"reason":"no 9"}',
    ]),
  );

  // The first of two reviews says no, the second one is what the last step takes.
  expect(waiting?.end).toEqual({ outcome: "approved" });
});
