import { scheduleLocalActivity, setDefaultSignalHandler } from "@temporalio/workflow";
import type { CancellationScope } from "@temporalio/workflow";
import type { SettledSpan } from "../../durable/span-reference.ts";
import { fromWireError } from "../../durable/wire-error.ts";
import type { WireError } from "../../durable/wire-error.ts";
import { Inbox } from "../../inbox.ts";
import { CANCEL_REASON_SIGNAL, CHECK_SIGNAL_ACTIVITY } from "../protocol.ts";
import type { Checked, CheckSignalRequest, SignalHeader } from "../protocol.ts";
import { ENGINE_OPTIONS } from "./activity-options.ts";

/**
 * Takes all signals of a run, from its beginning. Those that our client sent are checked already; others are checked by the
 * worker, and dropped, with a record in the log, where they do not fit: there is nobody to tell.
 */
export class RunSignals {
  readonly inbox = new Inbox<SettledSpan>();
  /** What a client that is about to cancel the run says of it. */
  cancelReason: unknown;
  private readonly workflow: string;
  private readonly runId: string;
  private readonly shield: CancellationScope;
  /** The last signal that waits for its check, or for that of one before: they keep the order in which they came. */
  private last: Promise<void> | undefined;

  /** @param shield What a cancellation of the run does not reach. */
  constructor(workflow: string, runId: string, shield: CancellationScope) {
    this.workflow = workflow;
    this.runId = runId;
    this.shield = shield;
    setDefaultSignalHandler((signal, ...[payload, header]: unknown[]) => {
      if (signal === CANCEL_REASON_SIGNAL) {
        this.cancelReason = fromWireError(payload as WireError);
      } else {
        this.receive(signal, payload, header as SignalHeader | undefined);
      }
    });
  }

  private receive(signal: string, payload: unknown, header: SignalHeader | undefined): void {
    const { last: before } = this;
    if (header !== undefined && before === undefined) {
      this.inbox.deliver(signal, { payload, sender: header.sender });
      return;
    }
    const delivered = header === undefined ? this.check(signal, payload, before) : this.follow(signal, payload, header, before);
    this.last = delivered;
    void delivered.then(() => {
      if (this.last === delivered) {
        this.last = undefined;
      }
    });
  }

  private async check(signal: string, payload: unknown, before: Promise<void> | undefined): Promise<void> {
    const request: CheckSignalRequest = { workflow: this.workflow, runId: this.runId, signal, payload };
    const checked = await this.shield.run(() =>
      scheduleLocalActivity<Checked | undefined>(CHECK_SIGNAL_ACTIVITY, [request], ENGINE_OPTIONS),
    );
    await before;
    if (checked !== undefined) {
      this.inbox.deliver(signal, { payload: checked.value, sender: undefined });
    }
  }

  private async follow(
    signal: string,
    payload: unknown,
    { sender }: SignalHeader,
    before: Promise<void> | undefined,
  ): Promise<void> {
    await before;
    this.inbox.deliver(signal, { payload, sender });
  }
}
