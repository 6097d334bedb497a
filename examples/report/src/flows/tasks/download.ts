import { withCarrier } from "@gen-flows/runtime";
import type { Download, DownloadTask } from "../generated/tasks/download.ts";

export const download: Download = (input, task): ReturnType<Download> => {
  // As long as this function runs, the carrier of the task has this entry too.
  return withCarrier({ purpose: "report" }, () => read(input.url, task));
};

async function read(url: string, task: DownloadTask): Promise<string> {
  const response = await fetch(url, { headers: { ...task.carrier }, signal: task.signal });
  if (!response.ok) {
    throw new Error(`${url} answers ${response.status}`);
  }
  return response.text();
}
