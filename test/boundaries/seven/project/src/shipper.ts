import { environmentCarrier } from "@gen-flows/runtime";
import { shipment } from "./flows/generated/index.ts";

const trail = await shipment.run(JSON.parse(process.argv[2] ?? ""), { carrier: environmentCarrier() });
console.log(JSON.stringify(trail));
