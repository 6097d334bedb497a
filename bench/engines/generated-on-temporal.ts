import type { Contestant } from "./contestants.ts";
import { generatedModules, handlers } from "./generated-modules.ts";

export const contestant: Contestant = {
  async serve({ server }, placement, processor) {
    const modules = generatedModules(placement);
    const { telemetry } = await modules.telemetry();
    telemetry.start();
    telemetry.addSpanProcessor(processor);
    const { startWorker } = await modules.temporalWorker();
    await startWorker({ address: server, handlers });
    return undefined;
  },
  async connect({ server }, placement) {
    const { createFlows } = await generatedModules(placement).temporalClient();
    const { fulfil } = createFlows({ address: server });
    return {
      run: (order, runId) => fulfil.run(order, { runId }),
      close: () => Promise.resolve(),
    };
  },
};
