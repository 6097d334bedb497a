import { survives } from "./faults.ts";

survives("restate");
