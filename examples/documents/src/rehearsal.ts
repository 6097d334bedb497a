/**
 * Rehearses runs that take days: `node src/rehearsal.ts`. Its handlers answer at once, and its clock is told what time
 * it is. Prints what became of each document, one a line.
 */
import { createTestClock } from "@gen-flows/runtime/testing";
import { createFlows } from "./flows/generated/index.ts";

const MINUTES = 60_000;
const HOURS = 60 * MINUTES;

const clock = createTestClock(new Date("2026-11-21T12:00:00Z"));
const asked: string[] = [];
let busy = 2;

const flows = createFlows({
  clock,
  handlers: {
    ocr: async ({ uri }) => ({ pages: uri.split("/") }),
    extractPage: async ({ text, model }, task) => {
      if (text === "secret") {
        return task.fail("ContentFiltered");
      }
      if (text === "busy" && busy > 0) {
        busy -= 1;
        return task.fail("RateLimited");
      }
      return { confidence: Number(text) || 1, fields: { text, model } };
    },
    askReviewer: async ({ runId }) => {
      asked.push(runId);
    },
    archive: async ({ fields, approvedBy }) => ({ archiveId: `${approvedBy}: ${fields.map(({ text }) => text).join(" ")}` }),
  },
});

/** Starts a document, lets time pass as `meanwhile` says, and prints the end. */
async function follow(
  name: string,
  uri: string,
  meanwhile: (run: Awaited<ReturnType<typeof flows.process.start>>) => Promise<void> = async () => {},
): Promise<void> {
  const startedAt = clock.now();
  const run = await flows.process.start({ uri }, { runId: name });
  await clock.advance(0);
  await meanwhile(run);
  const end = await run.result().then(
    (output) => ({ output }),
    (error: unknown) => ({ error: error instanceof Error ? error.name : String(error) }),
  );
  console.log(JSON.stringify({ name, traceId: run.traceId, ...end, asked: asked.includes(name), took: clock.now() - startedAt }));
}

await follow("sure", "0.95/1");
await follow("approved", "0.95/0.4", async (run) => {
  await clock.advance(5 * HOURS);
  await run.signal("review", { approved: true, reviewer: "ada" });
  await clock.advance(10 * MINUTES - 1);
  await clock.advance(1);
});
await follow("rejected", "0.4", async (run) => {
  await clock.advance(71 * HOURS);
  await run.signal("review", { approved: false, reviewer: "ada" });
});
await follow("timed-out", "0.4", async () => {
  await clock.advance(72 * HOURS);
});
await follow("early", "0.2", async (run) => {
  await run.signal("review", { approved: true, reviewer: "bob" });
  await clock.advance(10 * MINUTES);
});
await follow("filtered", "1/secret/1");
await follow("busy", "busy", async () => {
  await clock.advance(10 * MINUTES);
});
await follow("cancelled", "0.4", async (run) => {
  await clock.advance(1 * HOURS);
  await run.cancel("enough");
});
