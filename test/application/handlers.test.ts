import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyExample } from "../support/example.ts";
import type { ExampleCopy } from "../support/example.ts";
import { runProcess } from "../support/process.ts";
import { GEN_FLOWS, TSC } from "../support/repository.ts";

let example: ExampleCopy;

beforeAll(async () => {
  example = copyExample("checkout");
  expect(await runProcess([GEN_FLOWS, "flows.json"], { cwd: example.folder })).toMatchObject({ code: 0 });
});

afterAll(() => {
  example.remove();
});

const ORDER = `{ id: "order-1", customerId: "customer-1", totalCents: 100, lines: [{ sku: "cup", qty: 2 }] }`;

/** No service runs: the real handlers could not do a thing. */
const FAKES = `
import { createFlows } from "./flows/generated/index.ts";

const messages: string[] = [];
const { checkout } = createFlows({
  handlers: {
    scoreFraud: async () => ({ score: 0 }),
    reserveStock: async (input) => ({
      reservationId: "reservation-1",
      parcels: input.lines.map((line) => ({ id: line.sku, warehouse: "east" })),
    }),
    chargeCard: async (input, task) => ({ paymentId: \`\${input.idempotencyKey} \${task.attempt}\` }),
    createShipment: async (input) => ({ trackingNumber: \`\${input.parcelId} for \${input.paymentId}\` }),
    notify: async (input) => {
      messages.push(input.text);
    },
  },
});
const receipt = await checkout.run(${ORDER});
console.log(JSON.stringify({ receipt, messages }));
`;

test("createFlows takes fakes in place of the handler files", async () => {
  writeFileSync(join(example.folder, "src/fakes.ts"), FAKES);

  const { code, stdout, stderr } = await runProcess(["src/fakes.ts"], {
    cwd: example.folder,
    environment: { OTEL_TRACES_EXPORTER: "none" },
  });

  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(stdout)).toEqual({
    receipt: {
      status: "confirmed",
      paymentId: "charge-order-1 1",
      trackingNumbers: ["cup for charge-order-1 1"],
    },
    messages: ["Order order-1: 1 parcel(s) on their way"],
  });
});

/** Each line that ends in \`// wrong\` must be an error, and no other line. */
const MISTAKES = `
import { checkout, createFlows } from "./flows/generated/index.ts";
import type { ChargeCard } from "./flows/generated/tasks/charge-card.ts";
import type { Notify } from "./flows/generated/tasks/notify.ts";

export const otherType: ChargeCard = async (input): ReturnType<ChargeCard> => {
  return { paymentId: input.amountCents }; // wrong
};
export const otherName: ChargeCard = async (): ReturnType<ChargeCard> => {
  return { payment: "p1" }; // wrong
};
export const noResult: ChargeCard = async (input): ReturnType<ChargeCard> => {
  if (input.amountCents > 0) {
    return { paymentId: "p1" };
  }
  return; // wrong
};
export const misread: ChargeCard = async (input, task): ReturnType<ChargeCard> => {
  const { card } = input; // wrong
  task.fail("CardStolen"); // wrong
  task.fail("CardDeclined", { card }); // wrong
  return task.fail("CardDeclined");
};
export const undeclared: Notify = async (input, task): ReturnType<Notify> => {
  task.span.set("mail.length", input.text.length); // wrong
  task.span.event("mail.sent"); // wrong
};
createFlows({
  handlers: {
    scoreFraud: async () => ({ score: "high" }), // wrong
  },
});
createFlows({
  handlers: {
    chargeTheCard: async () => ({ paymentId: "p1" }), // wrong
  },
});
void checkout.run({ id: "order-1", customerId: "customer-1", totalCents: "100", lines: [] }); // wrong
const { status } = await checkout.run(${ORDER});
if (status === "shipped") { // wrong
  console.log(status);
}
`;

test("what does not fit the spec is an error of the compiler, at its line", async () => {
  const file = join(example.folder, "src/mistakes.ts");
  writeFileSync(file, MISTAKES);

  // The runtime is there as sources, which lie outside the example.
  const { code, stdout } = await runProcess([TSC, "--noEmit", "--rootDir", "/", "--pretty", "false"], {
    cwd: example.folder,
  });

  expect(code).not.toBe(0);
  const reported = [...stdout.matchAll(/^src\/(\S+)\((\d+),\d+\): error/gm)].map(([, path, line]) => `${path}:${line}`);
  const wrong = MISTAKES.split("\n").flatMap((text, index) => (text.endsWith("// wrong") ? [`mistakes.ts:${index + 1}`] : []));
  expect([...new Set(reported)]).toEqual(wrong);
});
