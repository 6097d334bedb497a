import { post } from "../../shop-client.ts";
import type { ReleaseStock } from "../generated/tasks/release-stock.ts";

export const releaseStock: ReleaseStock = async (input, task): ReturnType<ReleaseStock> => {
  await post("/releases", input, task);
};
