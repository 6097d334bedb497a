import type { Diagnostic, RelatedLocation } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { chosenEngines, ENGINE_TITLES } from "../ir/engines.ts";
import type { EngineName } from "../ir/engines.ts";
import type { Spec } from "../ir/spec.ts";
import { childNode } from "../source/pointer.ts";
import type { SourceRange } from "../source/source-file.ts";

/** What bears a name that an engine gets to see. */
type Kind = "spec" | "workflow" | "task" | "signal";

interface Bearer {
  readonly kind: Kind;
  readonly name: string;
  readonly nameRange: SourceRange;
}

/** Names that an engine refuses, or takes for something else. */
interface ReservedNames {
  readonly engine: EngineName;
  readonly kinds: readonly Kind[];
  readonly pattern: RegExp;
  /** A sentence without a full stop. */
  readonly reason: string;
}

/** What a name may otherwise be is narrower than what the engines allow. */
const RESERVED: readonly ReservedNames[] = [
  {
    engine: "restate",
    kinds: ["spec", "workflow"],
    pattern: /^(?:restate.*|openapi)$/i,
    reason: "Restate keeps `openapi`, and all names that begin with `restate`, for services of its own",
  },
  {
    engine: "restate",
    kinds: ["spec", "workflow", "task", "signal"],
    pattern: /^_(?![A-Za-z\d])/,
    reason: "on Restate a letter or a digit follows a leading `_`",
  },
  {
    engine: "temporal",
    kinds: ["workflow", "task", "signal"],
    pattern: /^(?:__temporal_.*|__stack_trace|__enhanced_stack_trace)$/,
    reason: "Temporal keeps `__stack_trace`, and all names that begin with `__temporal_`, for itself",
  },
  {
    engine: "temporal",
    kinds: ["workflow", "task"],
    pattern: /^default$/,
    reason: "Temporal runs what is called `default` in place of everything that it does not know",
  },
];

/** Names that an engine which the spec chooses could not have. */
export function checkEngineNames(spec: Spec): readonly Diagnostic[] {
  const bearers = bearersIn(spec);
  const chosen = chosenEngines(spec.engines);
  const refused = bearers.flatMap(({ kind, name, nameRange }) =>
    RESERVED.filter(({ engine, kinds, pattern }) => chosen.includes(engine) && kinds.includes(kind) && pattern.test(name)).map(
      ({ engine, reason }) =>
        report("GF3040", nameRange, { kind, name, engine, title: ENGINE_TITLES[engine], reason }, chosenAt(spec, engine)),
    ),
  );
  return [...refused, ...namedLikeTheSpec(spec), ...sharedHandlers(spec)];
}

/** Handlers that each workflow has on Restate: a signal of such a name is taken by the handler `<name>_signal`. */
const WORKFLOW_HANDLERS: readonly string[] = ["run", "cancel", "describe"];

/** Signals that one handler would take. */
function sharedHandlers({ signals, engines: { restate } }: Spec): readonly Diagnostic[] {
  return restate === undefined
    ? []
    : WORKFLOW_HANDLERS.flatMap((name) => {
        const [signal, other] = [signals.get(name), signals.get(`${name}_signal`)];
        return signal === undefined || other === undefined
          ? []
          : [
              report("GF3042", other.nameRange, { name, other: other.name }, [
                { at: signal.nameRange, text: "this signal" },
                { at: restate.nameRange, text: "chosen here" },
              ]),
            ];
      });
}

/** On Restate the tasks are the handlers of one service, which is called as the spec is; each workflow is a service too. */
function namedLikeTheSpec(spec: Spec): readonly Diagnostic[] {
  const workflow = spec.workflows.get(spec.name);
  return spec.engines.restate === undefined || workflow === undefined
    ? []
    : [
        report("GF3041", workflow.nameRange, { name: workflow.name }, [
          ...nameOf(spec).map(({ nameRange }) => ({ at: nameRange, text: "the name of the spec" })),
          ...chosenAt(spec, "restate"),
        ]),
      ];
}

function chosenAt({ engines }: Spec, engine: EngineName): readonly RelatedLocation[] {
  const at = engines[engine]?.nameRange;
  return at === undefined ? [] : [{ at, text: "chosen here" }];
}

function bearersIn(spec: Spec): readonly Bearer[] {
  const { workflows, tasks, signals } = spec;
  const named = (kind: Kind, all: Iterable<Omit<Bearer, "kind">>): readonly Bearer[] =>
    Array.from(all, ({ name, nameRange }) => ({ kind, name, nameRange }));
  return [
    ...nameOf(spec),
    ...named("workflow", workflows.values()),
    ...named("task", tasks.values()),
    ...named("signal", signals.values()),
  ];
}

function nameOf({ name, origin }: Spec): readonly Bearer[] {
  const nameRange = childNode(origin, "name")?.range;
  return nameRange === undefined ? [] : [{ kind: "spec", name, nameRange }];
}
