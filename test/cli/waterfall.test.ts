import { describe, expect, test } from "vitest";
import { renderWaterfall } from "../../generator/cli/waterfall.ts";
import { checkoutSpans, span } from "./spans.ts";

function draw(...parameters: Parameters<typeof renderWaterfall>): string {
  return `\n${renderWaterfall(...parameters).join("\n")}\n`;
}

describe("a run", () => {
  test("is drawn as a tree beside its time axis", () => {
    expect(draw(checkoutSpans)).toMatchInlineSnapshot(`
      "
      trace 4bf92f3577b34da6a3ce929d0e0e4736 · 10 spans · 412 ms
                                         0 ms              200 ms
      workflow checkout                  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━   412 ms  ✓
      ├─ task scoreFraud                 ━━━━╸                                     47 ms  ✓
      ├─ task reserveStock               ━━━━━╸                                    60 ms  ✓
      ├─ task chargeCard #1                   ╺━━╸┄┄┄┄┄ 200 ms ┄┄┄┄┄               32 ms  ✗ GatewayTimeout
      ├─ task chargeCard #2                                         ━━━━╸          46 ms  ✓
      ├─ forEach shipments                                              ╺━━━       39 ms  ✓
      │  ├─ task createShipment [0]                                     ╺━━        29 ms  ✓
      │  └─ task createShipment [1]                                     ╺━━━       39 ms  ✓
      │     └─ POST /shipments @carrier                                  ━━╸       31 ms  ✓
      ├─ step release                                                    ○       skipped
      └─ task notify                                                        ━━━  30.8 ms  ! Unsubscribed
      "
    `);
  });

  test("names the steps of spans that would look alike, and waits that ended without a signal", () => {
    const lines = renderWaterfall([
      span("01", "workflow order", undefined, 0, 100),
      span("02", "task notify", "01", 0, 10, { attributes: { "gen_flows.step.id": "told" } }),
      span("03", "task notify", "01", 10, 20, { attributes: { "gen_flows.step.id": "route/late" } }),
      span("04", "task charge", "01", 20, 30, { attributes: { "gen_flows.step.id": "pay", "gen_flows.task.attempt": 1 } }),
      span("05", "task charge", "01", 30, 40, { attributes: { "gen_flows.step.id": "pay", "gen_flows.task.attempt": 2 } }),
      span("06", "wait review", "01", 40, 90, { attributes: { "gen_flows.step.id": "review", "gen_flows.wait.result": "timeout" } }),
    ]);
    expect(lines.slice(3).map((line) => line.replace(/[━╺╸┄]+/, "").replace(/ {2,}/g, "  "))).toEqual([
      "├─ task notify (told)  10 ms  ✓",
      "├─ task notify (route/late)  10 ms  ✓",
      "├─ task charge  10 ms  ✓",
      "├─ task charge #2  10 ms  ✓",
      "└─ wait review  50 ms  ✓ timed out",
    ]);
  });

  test("is drawn with ASCII alone where the locale has no more", () => {
    const drawing = draw(checkoutSpans, { unicode: false, width: 80 });
    // oxlint-disable-next-line no-control-regex
    expect(drawing).toMatch(/^[\x00-\x7F]*$/);
    expect(drawing).toMatchInlineSnapshot(`
      "
      trace 4bf92f3577b34da6a3ce929d0e0e4736, 10 spans, 412 ms
                                         0 ms
      workflow checkout                  ==================   412 ms  +
      |- task scoreFraud                 ==                    47 ms  +
      |- task reserveStock               ===                   60 ms  +
      |- task chargeCard #1                ==.........         32 ms  x GatewayTimeout
      |- task chargeCard #2                           ==       46 ms  +
      |- forEach shipments                              ==     39 ms  +
      |  |- task createShipment [0]                     =      29 ms  +
      |  \`- task createShipment [1]                     ==     39 ms  +
      |     \`- POST /shipments @carrier                 ==     31 ms  +
      |- step release                                   o    skipped
      \`- task notify                                     ==  30.8 ms  ! Unsubscribed
      "
    `);
  });

  test("does without notes in a narrow terminal", () => {
    expect(draw(checkoutSpans, { width: 50 })).toMatchInlineSnapshot(`
      "
      trace 4bf92f3577b34da6a3ce929d0e0e4736 · 10 spans · 412 ms
                             0 ms
      workflow checkout      ━━━━━━━━━━━━━━━   412 ms  ✓
      ├─ task scoreFraud     ━╸                 47 ms  ✓
      ├─ task reserveStock   ━━                 60 ms  ✓
      ├─ task chargeCard #1    ╺╸┄┄┄┄┄┄         32 ms  ✗
      ├─ task chargeCard #2            ╺━╸      46 ms  ✓
      ├─ forEach shipments               ╺━     39 ms  ✓
      │  ├─ task createShi…              ╺╸     29 ms  ✓
      │  └─ task createShi…              ╺━     39 ms  ✓
      │     └─ POST /shipm…              ╺╸     31 ms  ✓
      ├─ step release                    ○    skipped
      └─ task notify                       ━  30.8 ms  !
      "
    `);
  });

  test.each([40, 41, 59, 60, 80, 100, 101, 250])("fits into %i columns", (width) => {
    for (const line of renderWaterfall(checkoutSpans, { width }).slice(1)) {
      expect(line.length).toBeLessThanOrEqual(width);
    }
  });

  test("says with colours how each span ended", () => {
    const painted = renderWaterfall(checkoutSpans, { paint: (outcome, text) => `<${outcome}>${text}</>` });
    expect(painted.find((line) => line.includes("scoreFraud"))).toContain("<success>✓</>");
    expect(painted.find((line) => line.includes("chargeCard #1"))).toContain("<failure>✗ GatewayTimeout</>");
    expect(painted.find((line) => line.includes("notify"))).toContain("<caution>! Unsubscribed</>");
  });
});

describe("spans that are not as they should be", () => {
  test("no spans draw nothing", () => {
    expect(renderWaterfall([])).toEqual([]);
  });

  test("a parent that is elsewhere makes a root, and is said", () => {
    const drawing = draw([span("02", "task late", "01", 0, 10), span("03", "inner", "02", 2, 4)]);
    expect(drawing).toMatchInlineSnapshot(`
      "
      trace 4bf92f3577b34da6a3ce929d0e0e4736 · 2 spans · 10 ms
                 0 ms        2 ms         4 ms         6 ms        8 ms
      task late  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━  10 ms  ✓ parent not here
      └─ inner               ╺━━━━━━━━━━━━                                         2 ms  ✓
      "
    `);
  });

  test("a clock that went backwards draws the least there is", () => {
    const drawing = draw([
      span("01", "workflow clock", undefined, 50, 100),
      span("02", "task early", "01", 0, 20),
      span("03", "task backwards", "01", 80, 60),
    ]);
    expect(drawing).toMatchInlineSnapshot(`
      "
      trace 4bf92f3577b34da6a3ce929d0e0e4736 · 3 spans · 100 ms
                         0 ms      20 ms    40 ms     60 ms     80 ms
      workflow clock                             ╺━━━━━━━━━━━━━━━━━━━━━━━━  50 ms  ✓
      ├─ task early      ━━━━━━━━━━                                         20 ms  ✓
      └─ task backwards                                         ╸            0 ms  ✓ ends before it starts
      "
    `);
  });

  test("spans that are each other's parents are drawn once each", () => {
    const lines = renderWaterfall([span("01", "hen", "02", 0, 1), span("02", "egg", "01", 0, 1), span("03", "self", "03", 0, 1)]);
    for (const name of ["hen", "egg", "self"]) {
      expect(lines.filter((line) => line.includes(name))).toHaveLength(1);
    }
  });

  test("a span that was exported twice is drawn once, as it was last", () => {
    const lines = renderWaterfall([
      span("01", "workflow twice", undefined, 0, 1),
      span("01", "workflow twice", undefined, 0, 7),
    ]);
    expect(lines).toHaveLength(3);
    expect(lines[2]).toContain("7 ms");
  });

  test("several traces are drawn one after the other, by start", () => {
    const lines = renderWaterfall([
      span("01", "second", undefined, 5, 6, { traceId: "b" }),
      span("01", "first", undefined, 0, 1, { traceId: "a" }),
    ]);
    expect(lines.map((line) => line.split("  ")[0])).toEqual(["trace a · 1 span · 1 ms", "", "first", "", "trace b · 1 span · 1 ms", "", "second"]);
  });

  test("a trace without any length is drawn", () => {
    expect(renderWaterfall([span("01", "instant", undefined, 0, 0)])[2]).toMatch(/^instant {2}[╸╺] +0 ms {2}✓$/);
  });

  test("names cannot steer the terminal", () => {
    const [, , row] = renderWaterfall([span("01", "task \u001B[2J\u0007a\nb", undefined, 0, 1)]);
    expect(row).toMatch(/^task ␛\[2J␇a b /);
    expect(row).not.toMatch(/\p{Control}/u);
  });

  test("wide characters keep the columns straight", () => {
    const [, , wide, narrow] = renderWaterfall([
      span("01", "workflow 注文", undefined, 0, 10),
      span("02", "step", "01", 0, 10),
    ]);
    expect((wide ?? "").indexOf("━") + 2).toBe((narrow ?? "").indexOf("━"));
  });
});

describe("many spans", () => {
  test("siblings of one name become a few and a summary; failures stay", () => {
    const items = Array.from({ length: 100 }, (_, index) =>
      span(`i${index}`, "task createShipment", "01", index, index + 3 + (index % 7), {
        status: index === 50 ? "error" : "unset",
        attributes: index === 50 ? { "error.type": "CarrierDown" } : {},
      }),
    );
    expect(draw([span("01", "forEach shipments", undefined, 0, 110), ...items])).toMatchInlineSnapshot(`
      "
      trace 4bf92f3577b34da6a3ce929d0e0e4736 · 101 spans · 110 ms
                                        0 ms               50 ms
      forEach shipments                 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━  110 ms  ✓
      ├─ task createShipment            ━                                             3 ms  ✓
      ├─ task createShipment            ╺━                                            4 ms  ✓
      ├─ task createShipment             ━╸                                           5 ms  ✓
      ├─ … 96 more task createShipment   ────────────────────────────────────────   ~ 6 ms  ✓ 3 ms to 9 ms
      └─ task createShipment                               ━╸                         4 ms  ✗ CarrierDown
      "
    `);
  });

  test("failures beyond the first are counted", () => {
    const items = Array.from({ length: 5000 }, (_, index) =>
      span(`i${index}`, "task boom", "01", index, index + 2, { status: "error" }),
    );
    const lines = renderWaterfall([span("01", "forEach booms", undefined, 0, 5002), ...items]);
    expect(lines).toHaveLength(7);
    expect(lines[6]).toContain("… 4997 more task boom");
    expect(lines[6]).toContain("4997 failed");
  });

  test("a chain that is deeper than the stack is drawn, and indented only so far", () => {
    const chain = Array.from({ length: 20_000 }, (_, index) =>
      span(`c${index}`, `level ${index}`, index === 0 ? undefined : `c${index - 1}`, 0, 1),
    );
    const lines = renderWaterfall(chain);
    expect(lines).toHaveLength(20_002);
    expect(lines[20_001]).toMatch(/^ {27}└─ level 19999 /);
  });
});
