// Loaded into each child of `npm start`: when the parent ends, even by kill -9, the child stops as if told to.
process.on("disconnect", () => {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(1), 15_000).unref();
});
process.channel?.unref();
