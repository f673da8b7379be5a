import "server-only";
import { totalmem } from "node:os";

const megabytes = (bytes: number) => `${Math.floor(bytes / 1024 / 1024)}MB`;

/** Settings of the embedded server, for a machine that it shares with a web server, a worker and a browser. */
export function serverSettings(port: number, durable: boolean): Record<string, string> {
  const memory = totalmem();
  return {
    port: String(port),
    // Loopback only, and no socket file that other users could find.
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    // Of a throwaway server's tests several run at once, each with workers and writers of its own.
    max_connections: durable ? "200" : "400",
    shared_buffers: megabytes(Math.min(memory / 8, 512 * 1024 ** 2)),
    effective_cache_size: megabytes(memory / 3),
    maintenance_work_mem: megabytes(Math.min(memory / 16, 256 * 1024 ** 2)),
    work_mem: "16MB",
    // Room for an import or a rebuild between two checkpoints.
    max_wal_size: "4GB",
    min_wal_size: "256MB",
    checkpoint_timeout: "15min",
    random_page_cost: "1.1",
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    cluster_name: "foldline",
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
}
