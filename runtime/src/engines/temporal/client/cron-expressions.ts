/** The position of the day of the month, and of the day of the week, among the five fields. */
const DAY_OF_MONTH = 2;
const DAY_OF_WEEK = 4;

/**
 * What Temporal is to be told of a cron expression. Where the days are restricted in both fields, cron means either of
 * them, and Temporal both: two expressions together mean what cron does.
 */
export function cronExpressions(cron: string): string[] {
  const fields = cron.split(/\s+/);
  return isRestricted(fields[DAY_OF_MONTH]) && isRestricted(fields[DAY_OF_WEEK])
    ? [fields.with(DAY_OF_WEEK, "*").join(" "), fields.with(DAY_OF_MONTH, "*").join(" ")]
    : [fields.join(" ")];
}

function isRestricted(field: string | undefined): boolean {
  return field !== "*" && field !== "?";
}
