import { installDependencies } from "./install.mjs";
import { runMain } from "./run-main.mjs";

await installDependencies();
await runMain(["start", ...process.argv.slice(2)]);
