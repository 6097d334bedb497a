import { callUntraced } from "../../../telemetry/suppression.ts";
import { readVariable } from "../../../telemetry/settings/environment.ts";
import { RestateRequestError } from "../request-error.ts";
import { authorization } from "../authorization.ts";

/** Restate may be started at the same time. Milliseconds. */
const PATIENCE = 30_000;
const INTERVAL = 500;

/**
 * Tells Restate where a worker serves, if the environment says where to tell it. What served there before is replaced: it
 * does not serve any more.
 *
 * @throws {RestateRequestError} if Restate refuses, or is not there within half a minute.
 */
export async function register(port: number): Promise<void> {
  const admin = readVariable("RESTATE_ADMIN_URL");
  if (admin === undefined) {
    return;
  }
  const uri = readVariable("RESTATE_DEPLOYMENT_URL") ?? `http://localhost:${port}`;
  const request = {
    method: "POST",
    headers: { "content-type": "application/json", ...authorization() },
    body: JSON.stringify({ uri, force: true }),
  };
  const deadline = performance.now() + PATIENCE;
  for (;;) {
    const answer = await ask(new URL("/deployments", admin), request);
    if (answer instanceof Response && answer.ok) {
      return;
    }
    const isFinal = answer instanceof Response && answer.status < 500;
    if (isFinal || performance.now() > deadline) {
      throw new RestateRequestError(
        `The worker could not be registered with Restate at ${admin}: ${await reasonOf(answer)} RESTATE_ADMIN_URL says where ` +
          `Restate's admin API is, and RESTATE_DEPLOYMENT_URL where Restate reaches this worker (${uri}).`,
      );
    }
    await new Promise((resolve) => {
      setTimeout(resolve, INTERVAL);
    });
  }
}

async function ask(url: URL, request: RequestInit): Promise<unknown> {
  try {
    return await callUntraced(() => fetch(url, request));
  } catch (error) {
    return error;
  }
}

async function reasonOf(answer: unknown): Promise<string> {
  if (answer instanceof Response) {
    return `it answered ${answer.status}, ${await answer.text()}.`;
  }
  return "it does not answer.";
}
