// `node download-temporal-cli.ts FOLDER`: lets Temporal's SDK download its server. One line on stderr if it cannot.
import { TestWorkflowEnvironment } from "@temporalio/testing";

const [, , downloadDir = "."] = process.argv;
try {
  const executable = { type: "cached-download", downloadDir, ttl: "3650 days" } as const;
  const environment = await TestWorkflowEnvironment.createLocal({ server: { executable } });
  await environment.teardown();
} catch (error) {
  process.stderr.write(`${(error as Error).message.split(": ").at(-1)}\n`);
  process.exitCode = 1;
}
