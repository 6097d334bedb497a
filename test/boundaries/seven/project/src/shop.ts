import { order } from "./flows/generated/index.ts";
import { serve } from "./serve.ts";

serve("/orders", (parcel) => order.run(parcel));
