import { startTestServer } from "./lib/testing/server";

export default async function setup() {
  const server = await startTestServer();
  process.env["FOLDLINE_TEST_SERVER_URL"] = server.url;
  return server.stop;
}
