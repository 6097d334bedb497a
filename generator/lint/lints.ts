import type { Lint } from "./lint.ts";
import { adoptedProviderInThreads } from "./rules/adopted-provider-in-threads.ts";
import { defaultCannotApply } from "./rules/default-cannot-apply.ts";
import { deprecatedAttribute } from "./rules/deprecated-attribute.ts";
import { effectfulStepOnlyOptional } from "./rules/effectful-step-only-optional.ts";
import { engineLimit } from "./rules/engine-limit.ts";
import { largeFanOut } from "./rules/large-fan-out.ts";
import { likelySecret } from "./rules/likely-secret.ts";
import { neverRuns } from "./rules/never-runs.ts";
import { retryNonIdempotent } from "./rules/retry-non-idempotent.ts";
import { simpleProcessor } from "./rules/simple-processor.ts";
import { timeoutCannotBeMet } from "./rules/timeout-cannot-be-met.ts";
import { unboundedSpanName } from "./rules/unbounded-span-name.ts";
import { unmarkedSensitive } from "./rules/unmarked-sensitive.ts";
import { unorderedSideEffects } from "./rules/unordered-side-effects.ts";
import { unusedContext } from "./rules/unused-context.ts";
import { unusedSchema } from "./rules/unused-schema.ts";
import { unusedSignal } from "./rules/unused-signal.ts";
import { unusedTask } from "./rules/unused-task.ts";

/** All lints. `$defs/lint` of the spec's schema lists their names, so that editors complete them. */
export const LINTS: readonly Lint[] = [
  unboundedSpanName,
  deprecatedAttribute,
  likelySecret,
  effectfulStepOnlyOptional,
  unusedSchema,
  unusedTask,
  unusedSignal,
  unusedContext,
  unorderedSideEffects,
  retryNonIdempotent,
  timeoutCannotBeMet,
  simpleProcessor,
  largeFanOut,
  defaultCannotApply,
  neverRuns,
  unmarkedSensitive,
  engineLimit,
  adoptedProviderInThreads,
];
