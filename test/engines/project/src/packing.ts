import { setTimeout as sleep } from "node:timers/promises";
import { perform } from "./effects.ts";
import type { Parcel } from "./flows/generated/types.ts";

type Caller = Parameters<typeof perform>[1];

/** Packs, and returns the label. What goes wrong is left to the caller, if it is an error that the spec declares. */
export async function packed(parcel: Parcel, caller: Caller): Promise<{ readonly label: string }> {
  if (parcel.trouble === "late" && caller.attempt === 1) {
    await sleep(60_000, undefined, { signal: caller.signal });
  }
  await perform(parcel.trouble === "stuck" ? "stuck" : "pack", caller, parcel);
  return { label: `label-${parcel.id}` };
}
