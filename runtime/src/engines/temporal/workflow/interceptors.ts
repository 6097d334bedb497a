import { defaultPayloadConverter } from "@temporalio/workflow";
import type { Headers, WorkflowInterceptors } from "@temporalio/workflow";
import type { Carried } from "../../durable/carried.ts";
import { CARRIER_HEADER, PLAN_PATCH } from "../protocol.ts";

/** How a run came, as the function that Temporal runs is told of it beside the input. */
export interface Arrival {
  /** Left out where the run was started by something that knows nothing of us. */
  readonly carried: Carried | undefined;
  /** The one by which the history of the run notes its plan. */
  readonly patch: string | undefined;
}

/**
 * Headers between our code and Temporal. Our code gives whatever it calls a header as a further argument, which becomes a
 * header here, and gets one in the same way; what users see of inputs and signals is what the spec declares.
 *
 * Temporal finds this function by its name, in the bundle.
 */
export function interceptors(): WorkflowInterceptors {
  return {
    inbound: [
      {
        execute(input, next) {
          const arrival: Arrival = { carried: read<Carried>(input.headers), patch: recordedPatch() };
          return next({ ...input, args: [input.args[0], arrival] });
        },
        handleSignal(input, next) {
          return next({ ...input, args: [input.args[0], read(input.headers)] });
        },
      },
    ],
    outbound: [
      {
        scheduleActivity: (input, next) => next({ ...input, ...written(input.args, input.headers) }),
        scheduleLocalActivity: (input, next) => next({ ...input, ...written(input.args, input.headers) }),
        startChildWorkflowExecution(input, next) {
          const { args, headers } = written(input.options.args, input.headers);
          return next({ ...input, options: { ...input.options, args }, headers });
        },
      },
    ],
  };
}

/** What of the SDK's own state matters here. */
interface Activator {
  readonly knownPresentPatches?: ReadonlySet<string>;
}

/**
 * The patch in the history by which the plan is noted. The SDK says nothing of a patch to code that does not know its whole
 * name; where it keeps this elsewhere one day, Temporal refuses the run still, with less to say.
 */
function recordedPatch(): string | undefined {
  const { __TEMPORAL_ACTIVATOR__: activator } = globalThis as { readonly __TEMPORAL_ACTIVATOR__?: Activator };
  return [...(activator?.knownPresentPatches ?? [])].find((patch) => patch.startsWith(PLAN_PATCH));
}

function read<Header>(headers: Headers): Header | undefined {
  const payload = headers[CARRIER_HEADER];
  return payload === undefined ? undefined : defaultPayloadConverter.fromPayload<Header>(payload);
}

/** Takes the header from behind the input. */
function written([input, header]: readonly unknown[], headers: Headers): { args: unknown[]; headers: Headers } {
  const payload = header === undefined ? undefined : defaultPayloadConverter.toPayload(header);
  return {
    args: input === undefined ? [] : [input],
    headers: payload === undefined ? headers : { ...headers, [CARRIER_HEADER]: payload },
  };
}
