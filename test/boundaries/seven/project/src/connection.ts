export const connection = { url: process.env["REDIS_URL"] ?? "" };
