/** A line of a CSV file, as text. */
export interface RawRow {
  readonly id: string;
  readonly amount: string;
  readonly country: string;
}

/** A sale. */
export interface Row {
  readonly id: string;
  readonly amountCents: number;
  readonly country: string | null;
}

export const COLUMNS = ["id", "amount", "country"] as const;

/** The sale that a line says, or undefined where it cannot be one. */
export function toRow(raw: RawRow): Row | undefined {
  const amount = Number(raw.amount);
  if (raw.id === "" || raw.amount.trim() === "" || !Number.isFinite(amount) || amount < 0) {
    return undefined;
  }
  return {
    id: raw.id,
    amountCents: Math.round(amount * 100),
    country: raw.country === "" ? null : raw.country.toUpperCase(),
  };
}
