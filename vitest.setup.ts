import fc from "fast-check";

// A change is judged by what it changes: CI draws the same examples every time, every other run draws new ones.
if (process.env.CI !== undefined) fc.configureGlobal({ seed: 20_261_123 });
