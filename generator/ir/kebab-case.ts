/** `chargeCard`, `charge_card` and `ChargeCard` become `charge-card`: the name of the files of a task or workflow. */
export function kebabCase(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
    .replace(/_+/g, "-")
    .toLowerCase();
  return words.replace(/^-+|-+$/g, "") || "unnamed";
}
