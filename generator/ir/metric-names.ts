import { camelCase } from "./camel-case.ts";
import { isObservable } from "./metric.ts";
import type { MetricHead } from "./metric.ts";

/** What generated code calls a metric: `shop.charged` is `shopCharged`; an observable one is `observeShopCharged`. */
export function metricIdentifier(metric: Pick<MetricHead, "name" | "instrument">): string {
  return isObservable(metric) ? `observe${capitalised(metric)}` : camelCase(metric.name);
}

/** The type of a metric's attributes: that of `shop.charged` is `ShopChargedAttributes`. */
export function attributesTypeName(metric: Pick<MetricHead, "name">): string {
  return `${capitalised(metric)}Attributes`;
}

function capitalised({ name }: Pick<MetricHead, "name">): string {
  const words = camelCase(name);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
