/** The package of an instrumentation, and the class that it exports. */
export interface InstrumentationPackage {
  readonly package: string;
  readonly exported: string;
  /** What it needs to be told, as code. */
  readonly options?: string;
}

/** Libraries whose calls get spans of their own. Named as in `OTEL_NODE_ENABLED_INSTRUMENTATIONS`. */
export const INSTRUMENTATIONS = {
  // It would call a message an error that is not acknowledged within a minute; a run may take longer.
  amqplib: { package: "@opentelemetry/instrumentation-amqplib", exported: "AmqplibInstrumentation", options: "{ consumeTimeoutMs: 0 }" },
  "aws-sdk": { package: "@opentelemetry/instrumentation-aws-sdk", exported: "AwsInstrumentation" },
  "cassandra-driver": { package: "@opentelemetry/instrumentation-cassandra-driver", exported: "CassandraDriverInstrumentation" },
  dataloader: { package: "@opentelemetry/instrumentation-dataloader", exported: "DataloaderInstrumentation" },
  express: { package: "@opentelemetry/instrumentation-express", exported: "ExpressInstrumentation" },
  fastify: { package: "@fastify/otel", exported: "FastifyOtelInstrumentation", options: "{ registerOnInitialization: true }" },
  "generic-pool": { package: "@opentelemetry/instrumentation-generic-pool", exported: "GenericPoolInstrumentation" },
  graphql: { package: "@opentelemetry/instrumentation-graphql", exported: "GraphQLInstrumentation" },
  grpc: { package: "@opentelemetry/instrumentation-grpc", exported: "GrpcInstrumentation" },
  hapi: { package: "@opentelemetry/instrumentation-hapi", exported: "HapiInstrumentation" },
  http: { package: "@opentelemetry/instrumentation-http", exported: "HttpInstrumentation" },
  ioredis: { package: "@opentelemetry/instrumentation-ioredis", exported: "IORedisInstrumentation" },
  kafkajs: { package: "@opentelemetry/instrumentation-kafkajs", exported: "KafkaJsInstrumentation" },
  knex: { package: "@opentelemetry/instrumentation-knex", exported: "KnexInstrumentation" },
  koa: { package: "@opentelemetry/instrumentation-koa", exported: "KoaInstrumentation" },
  memcached: { package: "@opentelemetry/instrumentation-memcached", exported: "MemcachedInstrumentation" },
  mongodb: { package: "@opentelemetry/instrumentation-mongodb", exported: "MongoDBInstrumentation" },
  mongoose: { package: "@opentelemetry/instrumentation-mongoose", exported: "MongooseInstrumentation" },
  mysql: { package: "@opentelemetry/instrumentation-mysql", exported: "MySQLInstrumentation" },
  mysql2: { package: "@opentelemetry/instrumentation-mysql2", exported: "MySQL2Instrumentation" },
  "nestjs-core": { package: "@opentelemetry/instrumentation-nestjs-core", exported: "NestInstrumentation" },
  openai: { package: "@opentelemetry/instrumentation-openai", exported: "OpenAIInstrumentation" },
  oracledb: { package: "@opentelemetry/instrumentation-oracledb", exported: "OracleInstrumentation" },
  pg: { package: "@opentelemetry/instrumentation-pg", exported: "PgInstrumentation" },
  redis: { package: "@opentelemetry/instrumentation-redis", exported: "RedisInstrumentation" },
  restify: { package: "@opentelemetry/instrumentation-restify", exported: "RestifyInstrumentation" },
  router: { package: "@opentelemetry/instrumentation-router", exported: "RouterInstrumentation" },
  "runtime-node": { package: "@opentelemetry/instrumentation-runtime-node", exported: "RuntimeNodeInstrumentation" },
  "socket.io": { package: "@opentelemetry/instrumentation-socket.io", exported: "SocketIoInstrumentation" },
  tedious: { package: "@opentelemetry/instrumentation-tedious", exported: "TediousInstrumentation" },
  undici: { package: "@opentelemetry/instrumentation-undici", exported: "UndiciInstrumentation" },
} as const satisfies Readonly<Record<string, InstrumentationPackage>>;

export type InstrumentationName = keyof typeof INSTRUMENTATIONS;

/** One of `telemetry.instrumentations`. */
export interface InstrumentationSettings {
  readonly name: InstrumentationName;
  /** Of `http`: paths of requests that make no spans. */
  readonly ignorePaths: readonly string[] | undefined;
}
