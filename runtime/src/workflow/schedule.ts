/** When runs begin by themselves. The names are Temporal's. */
export interface Schedule {
  /** Minute, hour, day of the month, month, day of the week. */
  readonly cron: string;
  /** IANA. */
  readonly timeZone: string;
  /** What happens if the previous run still runs. */
  readonly overlap: "skip" | "bufferOne" | "bufferAll" | "cancelOther" | "terminateOther" | "allowAll";
}
