import { contestantOf } from "./contestants.ts";
import type { EngineName, Side } from "./contestants.ts";
import { batchesTo, CountingExporter } from "./measure/counting-processor.ts";
import type { Placement } from "./placements.ts";
import type { Told } from "./worker-process.ts";

/** The process of one side, started by the bench: `node bench/engines/worker.ts <engine> <side> <placement> <address of the server>`. */
async function main([engine, side, placement, server = ""]: readonly string[]): Promise<void> {
  const exporter = new CountingExporter();
  const processor = batchesTo(exporter);
  const contestant = await contestantOf(engine as EngineName, side as Side);
  const ready = await contestant.serve({ server }, placement as Placement, processor);
  process.on("message", (asked) => {
    void answer(asked === "flush");
  });
  async function answer(flushed: boolean): Promise<void> {
    if (flushed) {
      await processor.forceFlush();
    }
    const { user, system } = process.cpuUsage();
    tell({ usage: { cpu: user + system, spans: exporter.spans } });
  }
  tell({ ready });
}

function tell(told: Told): void {
  process.send?.(told);
}

await main(process.argv.slice(2));
