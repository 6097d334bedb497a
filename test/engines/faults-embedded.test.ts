import { stopsOn } from "./faults.ts";

stopsOn("embedded");
