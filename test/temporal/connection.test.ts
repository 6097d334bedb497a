import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { connectionSettings } from "../../runtime/src/engines/temporal/connection.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gen-flows-temporal-"));
  vi.stubEnv("TEMPORAL_CONFIG_FILE", join(folder, "temporal.toml"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test("without a word, the server is where Temporal's tools look for one", () => {
  expect(connectionSettings({})).toEqual({ connection: {}, namespace: "default" });
});

test("Temporal's variables say where the server is, and how it is talked to", () => {
  vi.stubEnv("TEMPORAL_ADDRESS", "shop.tmprl.cloud:7233");
  vi.stubEnv("TEMPORAL_NAMESPACE", "shop.prod");
  vi.stubEnv("TEMPORAL_API_KEY", "secret");
  vi.stubEnv("TEMPORAL_TLS_SERVER_NAME", "shop");
  expect(connectionSettings({})).toMatchObject({
    connection: { address: "shop.tmprl.cloud:7233", apiKey: "secret", tls: { serverNameOverride: "shop" } },
    namespace: "shop.prod",
  });
  expect(connectionSettings({ address: "localhost:1", namespace: "test" })).toMatchObject({
    connection: { address: "localhost:1", apiKey: "secret" },
    namespace: "test",
  });
});

test("a profile of the configuration file does, too", () => {
  writeFileSync(join(folder, "temporal.toml"), '[profile.stage]\naddress = "stage:7233"\nnamespace = "shop.stage"\n');
  expect(connectionSettings({ profile: "stage" })).toEqual({
    connection: expect.objectContaining({ address: "stage:7233" }) as object,
    namespace: "shop.stage",
  });
  vi.stubEnv("TEMPORAL_PROFILE", "stage");
  expect(connectionSettings({}).namespace).toBe("shop.stage");
});
