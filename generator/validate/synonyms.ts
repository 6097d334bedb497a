import { normalize, suggest } from "../diagnostics/suggest.ts";

/** Words of other tools, and ours for them; the first one that is known at a place is meant. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  // Retries and timeouts
  maxattempts: ["maximumAttempts"],
  maxretries: ["maximumAttempts"],
  maximumretries: ["maximumAttempts"],
  attempts: ["maximumAttempts"],
  retries: ["retry", "maximumAttempts"],
  retrypolicy: ["retry"],
  retryoptions: ["retry"],
  limit: ["maximumAttempts"],
  interval: ["initialInterval"],
  delay: ["initialInterval", "sleep", "scheduledDelay"],
  initialdelay: ["initialInterval"],
  backoff: ["backoffCoefficient"],
  factor: ["backoffCoefficient"],
  multiplier: ["backoffCoefficient"],
  maxinterval: ["maximumInterval"],
  maxdelay: ["maximumInterval"],
  maxbackoff: ["maximumInterval"],
  nonretryable: ["nonRetryableErrors"],
  nonretryableerrortypes: ["nonRetryableErrors"],
  timeout: ["startToCloseTimeout", "executionTimeout", "exportTimeout"],
  deadline: ["startToCloseTimeout", "executionTimeout"],
  tasktimeout: ["startToCloseTimeout"],
  heartbeat: ["heartbeatTimeout"],
  workflowexecutiontimeout: ["executionTimeout"],
  runtimeout: ["executionTimeout"],
  // Steps
  if: ["when"],
  condition: ["when"],
  needs: ["after"],
  dependson: ["after"],
  depends: ["after"],
  waitfor: ["waitForSignal", "after"],
  signal: ["waitForSignal"],
  wait: ["sleep", "waitForSignal"],
  with: ["input"],
  args: ["input"],
  arguments: ["input"],
  params: ["input"],
  parameters: ["input"],
  inputs: ["input"],
  outputs: ["output", "result"],
  output: ["result"],
  return: ["result"],
  returns: ["output", "result"],
  results: ["result"],
  uses: ["task"],
  run: ["task"],
  call: ["task"],
  activity: ["task"],
  activities: ["tasks"],
  action: ["task"],
  jobs: ["workflows", "steps"],
  foreach: ["forEach"],
  loop: ["forEach"],
  map: ["forEach"],
  each: ["forEach"],
  in: ["items"],
  item: ["as"],
  var: ["as"],
  name: ["as"],
  parallelism: ["maxConcurrency"],
  concurrency: ["maxConcurrency"],
  maxparallel: ["maxConcurrency"],
  maximumconcurrency: ["maxConcurrency"],
  compensatewith: ["compensate"],
  compensation: ["compensate"],
  rollback: ["compensate"],
  undo: ["compensate"],
  onerror: ["catch"],
  onfailure: ["catch"],
  branches: ["switch"],
  choice: ["switch"],
  parallel: ["steps"],
  subworkflow: ["workflow"],
  // The spec
  types: ["schemas"],
  components: ["schemas"],
  definitions: ["schemas"],
  defs: ["schemas"],
  models: ["schemas"],
  imports: ["include"],
  includes: ["include"],
  extends: ["include"],
  events: ["signals"],
  opentelemetry: ["telemetry"],
  tracing: ["telemetry"],
  out: ["output"],
  outdir: ["directory"],
  dir: ["directory"],
  path: ["directory", "filename"],
  rules: ["lint"],
  lints: ["lint"],
  // Telemetry
  exporter: ["exporters"],
  processors: ["processor"],
  batch: ["processor"],
  sampling: ["sampler"],
  propagator: ["propagators"],
  service: ["serviceName"],
  url: ["endpoint"],
  attribute: ["attributes"],
  tags: ["attributes"],
  labels: ["attributes"],
  instrumentation: ["instrumentations"],
  spankind: ["kind"],
  kind: ["type", "instrument"],
  type: ["instrument", "kind"],
  rate: ["ratio"],
  probability: ["ratio"],
  arg: ["ratio"],
  file: ["filename"],
  boundaries: ["buckets"],
  // JSON Schema
  example: ["examples"],
  additionalitems: ["items"],
  id: ["$id"],
  ref: ["$ref"],
  regex: ["pattern"],
  min: ["minimum"],
  max: ["maximum"],
  optional: ["required"],
};

/** Values of other tools, and ours for them. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  otlp: ["otlphttp"],
  grpc: ["otlpgrpc"],
  otlpproto: ["otlphttp"],
  otlphttpprotobuf: ["otlphttp"],
  http: ["otlphttp"],
  httpjson: ["otlphttp-json"],
  stdout: ["console"],
  none: ["noop"],
  inmemory: ["memory"],
  always: ["always_on"],
  never: ["always_off"],
  ratio: ["traceidratio"],
  w3c: ["tracecontext"],
  traceparent: ["tracecontext"],
  updown: ["upDownCounter"],
  allow: ["allowAll"],
  terminate: ["terminateOther"],
  cancel: ["cancelOther"],
  int: ["integer"],
  float: ["number"],
  double: ["number"],
  bool: ["boolean"],
  str: ["string"],
  text: ["string"],
  list: ["array"],
  map: ["object"],
  record: ["object"],
};

/** In which object a key stands that people look for beside it. */
const HOLDERS: Readonly<Record<string, string>> = {
  maximumAttempts: "retry",
  initialInterval: "retry",
  backoffCoefficient: "retry",
  maximumInterval: "retry",
  nonRetryableErrors: "retry",
  items: "forEach",
  as: "forEach",
  maxConcurrency: "forEach",
  attributes: "span",
  cron: "schedule",
  directory: "output",
  exporters: "telemetry",
  sampler: "telemetry",
  propagators: "telemetry",
  serviceName: "telemetry",
};

/** The key that is most probably meant by an unknown one. */
export function suggestKey(key: string, known: readonly string[]): string | undefined {
  return suggestFrom(KEYS, key, known);
}

/** The value that is most probably meant by one that is not allowed. */
export function suggestValue(value: string, allowed: readonly string[]): string | undefined {
  return suggestFrom(VALUES, value, allowed);
}

/** Where a key stands that is unknown at a place, if one of the keys known there holds it. */
export function findHolder(
  key: string,
  known: readonly string[],
): { readonly key: string; readonly holder: string } | undefined {
  return [key, ...(lookUp(KEYS, key) ?? [])]
    .flatMap((ours) => (Object.hasOwn(HOLDERS, ours) ? [{ key: ours, holder: HOLDERS[ours] ?? "" }] : []))
    .find(({ holder }) => known.includes(holder));
}

/** A word of another tool is no mistyped word of ours, even where ours for it is not known. */
function suggestFrom(
  table: Readonly<Record<string, readonly string[]>>,
  word: string,
  known: readonly string[],
): string | undefined {
  const ours = lookUp(table, word);
  return (
    ours?.find((candidate) => candidate !== word && known.includes(candidate)) ??
    known.find((candidate) => normalize(candidate) === normalize(word)) ??
    (ours === undefined ? suggest(word, known) : undefined)
  );
}

function lookUp(table: Readonly<Record<string, readonly string[]>>, word: string): readonly string[] | undefined {
  const normal = normalize(word);
  return Object.hasOwn(table, normal) ? table[normal] : undefined;
}
