import type { EffectRequest } from "../../support/engines/effect-server.ts";
import type { ReceivedSpan } from "../../support/otlp-receiver.ts";
import { traceForm } from "../../support/trace-form.ts";
import { spanIdOf } from "../../../runtime/src/engines/durable/span-id.ts";
import type { Completion } from "../../support/engines/deployment.ts";

/** By how many milliseconds an engine's clock may be behind ours: it notes times in batches. */
const COARSE = 100;

/** A run that has ended, and all that is known of it. */
export interface Survivor {
  readonly runId: string;
  readonly traceId: string;
  /** How many parcels it had; the first was jammed. */
  readonly parcels: number;
  readonly waits: boolean;
  readonly answer: unknown;
  /** Of all runs. */
  readonly spans: readonly ReceivedSpan[];
  /** Of all runs. */
  readonly requests: readonly EffectRequest[];
  readonly completions: readonly Completion[];
  /** Process ids of workers that were killed. */
  readonly killed: ReadonlySet<number>;
  readonly wasServerKilled: boolean;
}

/** What is wrong with the run; and how many attempts were killed, which shows as a gap in the numbers of its spans. */
export function verify(run: Survivor): { readonly problems: readonly string[]; readonly gaps: number } {
  const problems: string[] = [];
  const same = (what: string, actual: unknown, expected: unknown): void => {
    const [found, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
    if (found !== wanted) {
      problems.push(`${run.runId}: ${what} ${found}, and not ${wanted}`);
    }
  };
  const keys = [
    "picked",
    ...Array.from({ length: run.parcels }, (_, index) => `packed/${index}`),
    "inspected/looked",
    ...(run.waits ? ["noted"] : []),
    "delivered",
  ].map((path) => `${run.runId}/${path}`);
  const labels = Array.from({ length: run.parcels }, (_, index) => `label-${index}`);

  same("answers", run.answer, { value: { labels, note: run.waits ? "go" : "none", grade: run.runId.length } });
  const requests = run.requests.filter(({ key }) => key.startsWith(`${run.runId}/`));
  const effects = new Set(requests.filter(({ answeredAt }) => answeredAt !== undefined).map(({ key }) => key));
  same("has the effects", [...effects].toSorted(), keys.toSorted());
  same("has journaled", run.completions.map(({ key }) => key).toSorted(), keys.toSorted());

  const spans = run.spans.filter(({ traceId }) => traceId === run.traceId);
  problems.push(...shapeProblems(run, spans));
  const attempts = attemptsIn(spans);
  for (const { key, attempt, spanId, at } of run.completions) {
    const ids = attempts.get(`${key}#${attempt}`) ?? new Set();
    same(`has as spans of ${key}#${attempt}`, [...ids], [spanIdOf(`${key}#${attempt}`)]);
    same(`has journaled as span of ${key}#${attempt}`, spanId, spanIdOf(`${key}#${attempt}`));
    const [first, ...others] = requests.filter((request) => request.key === key);
    const isAgain = others.some((request) => request.at > at + COARSE);
    same(`has run ${key} again after its completion at ${at}`, isAgain ? [first, ...others] : [], []);
    const numbers = [first, ...others].map((request) => request?.attempt);
    // A server that is killed may not have noted that an attempt began: the next one has its number, and its span id.
    const different = run.wasServerKilled ? numbers : [...new Set(numbers)];
    same(`has as attempts of ${key}`, numbers, different.toSorted((left = 0, right = 0) => left - right));
    same(`has as the last attempt of ${key}`, numbers.at(-1), attempt);
  }
  const gaps = requests.filter(({ key, attempt }) => !attempts.has(`${key}#${attempt}`));
  for (const { key, attempt, worker } of gaps) {
    same(`has no span of ${key}#${attempt}, whose worker was killed:`, run.killed.has(worker), true);
  }
  return { problems, gaps: gaps.length };
}

function shapeProblems({ runId, waits }: Survivor, spans: readonly ReceivedSpan[]): readonly string[] {
  try {
    const paths = traceForm(spans).map(({ path }) => path);
    const root = "submit relay > workflow relay";
    const promised = [
      "submit relay",
      root,
      `${root} > forEach packed (packed)`,
      `${root} > workflow inspection (inspected)`,
      ...(waits ? [`${root} > wait release (released)`] : []),
    ];
    return [
      ...promised.filter((path) => !paths.includes(path)).map((path) => `${runId} has no span ${path}`),
      ...paths.filter((path) => path.includes("?")).map((path) => `${runId} has no parent of ${path}`),
    ];
  } catch (error) {
    return [`${runId}: ${(error as Error).message}`];
  }
}

/** The ids of the spans of each attempt, by its idempotency key, `#`, and its number. */
function attemptsIn(spans: readonly ReceivedSpan[]): ReadonlyMap<string, ReadonlySet<string>> {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const runOf = (span: ReceivedSpan | undefined): unknown =>
    span === undefined || span.name.startsWith("workflow ")
      ? span?.attributes["gen_flows.run.id"]
      : runOf(byId.get(span.parentSpanId ?? ""));
  const attempts = new Map<string, Set<string>>();
  for (const span of spans) {
    const { attributes } = span;
    const number = attributes["gen_flows.task.attempt"];
    if (number !== undefined) {
      const index = attributes["gen_flows.step.index"];
      const place = `${String(attributes["gen_flows.step.id"])}${index === undefined ? "" : `/${String(index)}`}`;
      const key = `${String(runOf(span))}/${place}#${String(number)}`;
      attempts.set(key, (attempts.get(key) ?? new Set()).add(span.spanId));
    }
  }
  return attempts;
}
