import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { startReceiver } from "../../support/otlp-receiver.ts";
import { runProcess } from "../../support/process.ts";
import { REPOSITORY } from "../../support/repository.ts";
import { topology } from "../../support/topology.ts";

test("with an instrumentation of `http`, a call is above the requests that carry it, on both sides", async () => {
  const receiver = await startReceiver();
  const program = fileURLToPath(new URL("layers.ts", import.meta.url));
  const environment = { TARGET: receiver.httpUrl, NODE_NO_WARNINGS: "1" };
  expect(await runProcess([program], { cwd: REPOSITORY, environment })).toMatchObject({ code: 0, stderr: "" });
  await receiver.close();
  const kinds = receiver.spans.map((span) => ({ ...span, name: `${span.name} ${span.kind}` }));
  expect(topology(kinds)).toEqual([
    "POST CLIENT < shop.v1.PaymentService/Charge CLIENT",
    "POST SERVER < POST CLIENT",
    "caller INTERNAL < -",
    "shop.v1.PaymentService/Charge CLIENT < caller INTERNAL",
    "shop.v1.PaymentService/Charge SERVER < POST SERVER",
    "work INTERNAL < shop.v1.PaymentService/Charge SERVER",
  ]);
});
