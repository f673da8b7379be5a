import { createTemplate, startTestServer } from "./lib/testing/server";

export default async function setup() {
  const server = await startTestServer();
  const template = `foldline_template_${process.pid}`;
  const dropTemplate = await createTemplate(server.url, template);
  process.env.FOLDLINE_TEST_SERVER_URL = server.url;
  process.env.FOLDLINE_TEST_TEMPLATE = template;
  return async () => {
    await dropTemplate();
    await server.stop();
  };
}
