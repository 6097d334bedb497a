import { innerBlocks } from "../ir/blocks.ts";
import type { LinkedBlock, LinkedSpec, LinkedStep, LinkedWorkflow } from "../ir/linked.ts";
import type { Block, Step } from "../ir/step.ts";
import type { CallPolicyOverride, Task } from "../ir/task.ts";
import type { Template } from "../ir/template.ts";
import type { ObjectNode } from "../source/node.ts";

/** The blocks right inside a step, in the order of the spec. */
export function blocksIn({ group, branches, catches }: LinkedStep): readonly LinkedBlock[] {
  return [...(group === undefined ? [] : [group]), ...[...branches, ...catches].map(({ block }) => block)];
}

/** A block and all blocks within it, the outer ones first. */
export function blocksWithin(block: LinkedBlock | undefined): readonly LinkedBlock[] {
  return block === undefined ? [] : [block, ...block.steps.flatMap(blocksIn).flatMap(blocksWithin)];
}

/** All steps of a block, at whatever depth. */
export function stepsWithin(block: LinkedBlock | undefined): readonly LinkedStep[] {
  return blocksWithin(block).flatMap(({ steps }) => steps);
}

/** True where somebody writes the body of a workflow in TypeScript: it may use whatever the spec declares. */
export function hasHandWrittenBody({ workflows }: LinkedSpec): boolean {
  return workflows.some(({ block }) => block === undefined);
}

/** A place of the spec that calls a task. */
export interface TaskCall {
  readonly task: Task;
  /** The step or compensation, where its settings are written. */
  readonly origin: ObjectNode;
  readonly policy: CallPolicyOverride;
  readonly isCompensation: boolean;
}

/** Every call of a task in a workflow. Calls of unknown tasks are left out. */
export function callsOf({ block }: LinkedWorkflow): readonly TaskCall[] {
  return stepsWithin(block).flatMap(({ step, task, compensateTask }) => [
    ...(task !== undefined && step.kind === "task"
      ? [{ task, origin: step.origin, policy: step.policy, isCompensation: false }]
      : []),
    ...(compensateTask !== undefined && step.compensate !== undefined
      ? [{ task: compensateTask, origin: step.compensate.origin, policy: step.compensate.policy, isCompensation: true }]
      : []),
  ]);
}

/** A template of a step or block; `decides` is true where it only says whether or how often something runs. */
export interface PlacedTemplate {
  readonly template: Template;
  readonly decides: boolean;
}

/** Every template of a block and of all within it. */
export function templatesOf({ steps, result }: Block): readonly PlacedTemplate[] {
  return [...steps.flatMap(templatesOfStep), ...placed(result, false)];
}

function templatesOfStep(step: Step): readonly PlacedTemplate[] {
  return [
    ...placed(step.when, true),
    ...placed(step.forEach?.items, true),
    ...ownTemplates(step),
    ...innerBlocks(step).flatMap(({ block }) => templatesOf(block)),
    ...placed(step.compensate?.input, false),
  ];
}

function ownTemplates(step: Step): readonly PlacedTemplate[] {
  switch (step.kind) {
    case "task":
    case "workflow":
      return placed(step.input, false);
    case "value":
      return placed(step.value, false);
    case "switch":
      return step.branches.flatMap(({ when }) => placed(when, true));
    default:
      return [];
  }
}

function placed(template: Template | undefined, decides: boolean): readonly PlacedTemplate[] {
  return template === undefined ? [] : [{ template, decides }];
}
