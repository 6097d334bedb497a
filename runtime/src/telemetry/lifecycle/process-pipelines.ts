import type { Outlet } from "../pipeline.ts";

/** What the end of the process needs of a pipeline. Another copy of this runtime may have made it. */
type EndingPipeline = Pick<Outlet, "end" | "flush" | "interrupt" | "prepareEnd" | "statistics">;

interface Registry {
  readonly pipelines: Set<EndingPipeline>;
  unlisten?: () => void;
}

/** Where all copies of this runtime in the process find it. */
const REGISTRY = Symbol.for("@gen-flows/runtime/pipelines");

function registry(): Registry {
  const holder = globalThis as { [REGISTRY]?: Registry };
  return (holder[REGISTRY] ??= { pipelines: new Set() });
}

/**
 * Adds a pipeline to those that end with the process.
 *
 * @param listen called for the first; what it returns is called after the last.
 * @returns a function that takes the pipeline away again.
 */
export function joinPipelines(pipeline: EndingPipeline, listen: () => () => void): () => void {
  const joined = registry();
  joined.pipelines.add(pipeline);
  joined.unlisten ??= listen();
  return () => {
    joined.pipelines.delete(pipeline);
    if (joined.pipelines.size === 0) {
      joined.unlisten?.();
      delete joined.unlisten;
    }
  };
}

/** All pipelines of the process, as one. */
export function allPipelines(): EndingPipeline {
  const { pipelines } = registry();
  const each = (call: (pipeline: EndingPipeline) => void): void => {
    for (const pipeline of pipelines) {
      call(pipeline);
    }
  };
  return {
    end: (reason) => {
      each((pipeline) => {
        pipeline.end(reason);
      });
    },
    flush: async () => {
      const inTime = await Promise.all([...pipelines].map((pipeline) => pipeline.flush()));
      return inTime.every(Boolean);
    },
    interrupt: (type) => {
      each((pipeline) => {
        pipeline.interrupt(type);
      });
    },
    prepareEnd: () => {
      each((pipeline) => {
        pipeline.prepareEnd();
      });
    },
    statistics: () => {
      const total = { produced: 0, exported: 0, dropped: 0, unsent: 0 };
      each((pipeline) => {
        const { logs, ...spans } = pipeline.statistics();
        for (const { produced, exported, dropped, unsent } of logs === undefined ? [spans] : [spans, logs]) {
          total.produced += produced;
          total.exported += exported;
          total.dropped += dropped;
          total.unsent += unsent;
        }
      });
      return total;
    },
  };
}
