import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { childEnvironment } from "@gen-flows/runtime";
import { seen } from "../../seen.ts";
import type { Pack } from "../generated/tasks/pack.ts";
import type { Trail } from "../generated/types.ts";

const run = promisify(execFile);

export const pack: Pack = async (parcel, task) => {
  const options = { env: childEnvironment(task.carrier), signal: task.signal };
  const { stdout } = await run(process.execPath, ["--no-warnings", "src/shipper.ts", JSON.stringify(parcel)], options);
  return [...(JSON.parse(stdout) as Trail), seen("pack", task)];
};
