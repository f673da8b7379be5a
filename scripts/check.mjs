import { installDependencies } from "./install.mjs";
import { runProgram } from "./run-main.mjs";

await installDependencies();
await runProgram("scripts/test/check.ts", process.argv.slice(2));
