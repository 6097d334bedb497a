import { INDEX_EXPORTS } from "../../generator/emit/index-module.ts";
import { ALLOWED_GLOBALS, CLOCKS, HOST_GLOBALS, ROOTS } from "../../generator/expressions/globals.ts";
import { kebabCase } from "../../generator/ir/kebab-case.ts";
import type { Draw } from "../properties/draw.ts";

/** What JavaScript reserves: no expression can begin with it. */
const KEYWORDS = (
  "await break case catch class const continue debugger default delete do else enum export extends false finally for function if " +
  "import in instanceof new null return super switch this throw true try typeof var void while with"
).split(" ");

/** Names that the language allows and that mean something elsewhere: to JavaScript, to TypeScript, or to generated code. */
export const HOSTILE_NAMES: readonly string[] = [
  ...KEYWORDS,
  ...(
    // What strict code reserves, and what TypeScript reads otherwise somewhere.
    "arguments eval implements interface let package private protected public static yield async undefined any asserts assert as " +
    "declare from get infer is keyof module namespace never number object of readonly require satisfies set string symbol type " +
    "unique unknown using boolean bigint global " +
    // Globals.
    "Array Date Error Function Infinity JSON Map Math NaN Object Partial Pick Promise Proxy Readonly Record Reflect String Symbol " +
    "console exports globalThis process queueMicrotask setTimeout structuredClone " +
    // What every object inherits, and what makes one a promise.
    "__defineGetter__ __lookupGetter__ hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf toJSON " +
    "then catch_ name length caller callee message stack cause data value call apply bind _constructor _ __ " +
    // What generated code and the runtime call their own.
    "flow input output index isError error task step steps workflow context childWorkflow defaultRetry Handlers Flows createFlows " +
    "handlers options engine embedded bindTask Flow FlowContext FlowContextInput FlowError Task TaskCaller WorkflowClient Workflow " +
    "RetryPolicy Attempt attempt parent span measured handler flowContext flow2 inputStep thenTask thenWorkflow telemetry tracer " +
    "trace propagation SpanKind SPAN_OPTIONS recordFailure measureAttempt describeAttempt metrics validateContext Validator " +
    "signals run start signal"
  ).split(" "),
];

/** What expressions read as something else, or refuse: items and errors that are read may not be called so. */
const UNREADABLE: ReadonlySet<string> = new Set([...KEYWORDS, ...ROOTS, ...ALLOWED_GLOBALS, ...HOST_GLOBALS, ...CLOCKS, "undefined"]);

/** What everything in a spec is called. */
export interface Names {
  readonly tasks: readonly string[];
  readonly children: readonly string[];
  /** Workflows whose bodies are written by hand. */
  readonly bodies: readonly string[];
  readonly main: string;
  /** The steps of `main`, in the order in which kinds of steps are given to them. */
  readonly steps: readonly string[];
  /** The only step of each group and branch. */
  readonly inner: readonly string[];
  readonly items: readonly string[];
  /** What `catch` calls the error. */
  readonly caught: readonly string[];
  readonly errors: readonly string[];
  readonly signals: readonly string[];
  readonly context: readonly string[];
  readonly schemas: readonly string[];
}

/** Names for a spec, drawn such that it is valid. */
export function drawNames(draw: Draw): Names {
  const steps = some(HOSTILE_NAMES, 12, draw);
  const free = HOSTILE_NAMES.filter((name) => !steps.includes(name));
  const [tasks = [], others = []] = inTwo(apart(shuffled(HOSTILE_NAMES, draw)), 4);
  const workflows = others.filter(isFreeInIndex);
  const [inner = [], rest = []] = inTwo(shuffled(free, draw), 4);
  const bindable = rest.filter((name) => !UNREADABLE.has(name));
  return {
    tasks,
    children: workflows.slice(1, 4),
    bodies: workflows.slice(4, 6),
    main: workflows[0] ?? "",
    steps,
    inner,
    items: bindable.slice(0, 2),
    caught: bindable.slice(2, 4),
    errors: some(HOSTILE_NAMES, 3, draw),
    signals: some(HOSTILE_NAMES, 3, draw),
    context: some(HOSTILE_NAMES, 3, draw),
    schemas: some(HOSTILE_NAMES, 3, draw),
  };
}

/** Every name at once: as a task, a step, an item and so on, and in a second spec as a workflow. */
export function everyName(): readonly Names[] {
  const all = apart(HOSTILE_NAMES);
  const bindable = HOSTILE_NAMES.filter((name) => !UNREADABLE.has(name));
  // `Flow` and its context, or a task and an error `input`, would have types of one name: that is refused.
  const distinct = all.filter((name) => !/(?:context|input|output|attempt)$/i.test(name));
  const rest = { errors: distinct, signals: distinct, context: distinct, schemas: distinct };
  const plain = { ...rest, inner: ["innermost"], items: ["anItem"], caught: ["anError"] };
  const some = HOSTILE_NAMES.filter((name) => UNREADABLE.has(name));
  return [
    { ...plain, tasks: all, children: ["aChild"], bodies: ["aBody"], main: "main", steps: HOSTILE_NAMES },
    {
      ...plain,
      signals: distinct.filter(isFreeOnEngines),
      tasks: ["aTask"],
      children: all.filter((name) => isFreeInIndex(name) && isFreeOnEngines(name)),
      bodies: ["aBody"],
      main: "main",
      steps: HOSTILE_NAMES,
    },
    { ...plain, tasks: ["aTask"], children: ["aChild"], bodies: all.filter(isFreeInIndex), main: "main", steps: HOSTILE_NAMES },
    { ...rest, tasks: ["aTask"], children: ["aChild"], bodies: [], main: "main", steps: some.map((name) => `${name}_`), inner: some, items: bindable, caught: bindable },
  ];
}

/** What `index.ts` exports itself is refused. */
function isFreeInIndex(name: string): boolean {
  return !INDEX_EXPORTS.has(name);
}

/** Whether an engine lets a workflow or task have the name. */
export function isFreeOnEngines(name: string): boolean {
  return name !== "default" && !/^_(?![A-Za-z\d])/.test(name);
}

/** Without those whose files would be those of others. */
function apart(names: readonly string[]): readonly string[] {
  return [...new Map(names.toReversed().map((name) => [kebabCase(name), name])).values()].toReversed();
}

function inTwo<Value>(values: readonly Value[], at: number): readonly (readonly Value[])[] {
  return [values.slice(0, at), values.slice(at)];
}

function some(names: readonly string[], count: number, draw: Draw): readonly string[] {
  return shuffled(names, draw).slice(0, count);
}

function shuffled(names: readonly string[], draw: Draw): readonly string[] {
  const left = [...names];
  return names.map(() => left.splice(draw.number(left.length - 1), 1)[0] ?? "");
}
