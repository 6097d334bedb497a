/** What every traced program loads. */
// oxlint-disable-next-line import/no-unassigned-import -- nothing else is measured
import "@opentelemetry/api";
