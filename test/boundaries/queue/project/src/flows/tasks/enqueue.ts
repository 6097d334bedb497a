import { send } from "../../queues.ts";
import type { Enqueue } from "../generated/tasks/enqueue.ts";

export const enqueue: Enqueue = (input) => send(input);
