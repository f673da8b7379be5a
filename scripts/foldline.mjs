#!/usr/bin/env node
import { installDependencies } from "./install.mjs";
import { runMain } from "./run-main.mjs";

await installDependencies();
await runMain(process.argv.slice(2));
