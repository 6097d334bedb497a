import { normalize } from "../diagnostics/suggest.ts";

const ORDER = "the order follows from the steps that expressions name; `after` adds order without data";
const LOOP = "there are no loops without a list: `forEach` goes through one, and to poll, let a task fail and be retried";
const ALWAYS = "no step runs always: `compensate` undoes a step, and `catch` handles errors";
const WAITING = "`startToCloseTimeout` limits one attempt, `scheduleToCloseTimeout` all of them with what is between them";
const PLACE = "where tasks run is for `engines` and for whoever starts the workers";

/** Words of other tools for what is done in another way here, each with that way. Without case and separators. */
const WAYS: ReadonlyMap<string, string> = new Map([
  ["next", ORDER],
  ["nextstate", ORDER],
  ["transition", ORDER],
  ["then", ORDER],
  ["end", ORDER],
  ["startat", ORDER],
  ["start", ORDER],
  ["entrypoint", ORDER],
  ["downstream", ORDER],
  ["while", LOOP],
  ["until", LOOP],
  ["dowhile", LOOP],
  ["loopcondition", LOOP],
  ["loopover", LOOP],
  ["finally", ALWAYS],
  ["ensure", ALWAYS],
  ["onexit", ALWAYS],
  ["always", ALWAYS],
  ["scheduletostarttimeout", WAITING],
  ["workflowtasktimeout", WAITING],
  ["runson", PLACE],
  ["container", PLACE],
  ["image", PLACE],
  ["pool", PLACE],
  ["taskqueue", PLACE],
  ["env", "tasks read their environment themselves; what a workflow needs is in its `input`"],
  ["environment", "tasks read their environment themselves; what a workflow needs is in its `input`"],
  ["secrets", "tasks read their secrets themselves; nothing secret stands in a spec"],
  ["triggerrule", "a step runs when all that it waits for has ended; `when` says whether it does"],
  ["dependsonpast", "runs do not know each other; `schedule.overlap` says what happens if the one before still runs"],
  ["type", "a step says what it does by its key: `task`, `workflow`, `value`, `switch`, `steps`, `sleep`, `waitForSignal`"],
]);

/** How to do what a key means elsewhere, where there is no key for it here. */
export function wayFor(key: string): string | undefined {
  return WAYS.get(normalize(key));
}
