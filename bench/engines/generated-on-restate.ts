import type { Contestant } from "./contestants.ts";
import { generatedModules, handlers } from "./generated-modules.ts";

export const contestant: Contestant = {
  async serve(_address, placement, processor) {
    const modules = generatedModules(placement);
    const { telemetry } = await modules.telemetry();
    telemetry.start();
    telemetry.addSpanProcessor(processor);
    const { serve } = await modules.restateServices();
    const { port } = await serve({ port: 0, handlers });
    return `http://127.0.0.1:${port}`;
  },
  async connect({ server }, placement) {
    const { createFlows } = await generatedModules(placement).restateClient();
    const { fulfil } = createFlows({ ingressUrl: server });
    return {
      run: (order, runId) => fulfil.run(order, { runId }),
      close: () => Promise.resolve(),
    };
  },
};
