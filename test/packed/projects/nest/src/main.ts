import { Body, Controller, Headers, HttpException, Module, Post } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { TaskError } from "@gen-flows/runtime";
import { SpanKind, trace } from "@opentelemetry/api";
import { order } from "./flows/generated/index.js";
import type { OrderInput, OrderOutput } from "./flows/generated/types.js";

/** Taken before there is a provider, and through `require`. */
const tracer = trace.getTracer("orders-api");

@Controller("orders")
class OrdersController {
  @Post()
  async place(@Body() input: OrderInput, @Headers() carrier: Record<string, string>): Promise<OrderOutput> {
    try {
      return await order.run(input, { carrier });
    } catch (error) {
      throw error instanceof TaskError ? new HttpException({ error: error.name, data: error.data }, 422) : error;
    }
  }

  @Post("quotes")
  quote(@Body() input: OrderInput): Promise<OrderOutput> {
    return tracer.startActiveSpan("POST /orders/quotes", { kind: SpanKind.SERVER }, async (span) => {
      try {
        return await order.run(input, { context: { tenantId: "nobody" } });
      } finally {
        span.end();
      }
    });
  }
}

@Module({ controllers: [OrdersController] })
// oxlint-disable-next-line typescript/no-extraneous-class -- all that NestJS needs of it stands above
class ApplicationModule {}

async function main(): Promise<void> {
  const application = await NestFactory.create(ApplicationModule, { logger: ["error", "warn"] });
  await application.listen(0, "127.0.0.1");
  console.log(`Listening on ${await application.getUrl()}`);
}

void main();
