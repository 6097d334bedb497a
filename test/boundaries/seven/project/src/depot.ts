import { booking } from "./flows/generated/index.ts";
import { serve } from "./serve.ts";

serve("/bookings", (parcel) => booking.run(parcel));
