import { installDependencies } from "./install.mjs";
import { runProgram } from "./run-main.mjs";

await installDependencies();
await runProgram("scripts/test/main.ts", process.argv.slice(2));
