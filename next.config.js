/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm run check`; a start on someone's machine need not repeat it.
  typescript: { ignoreBuildErrors: true },
  // A trailing slash must not turn a POST of a client library into a redirect.
  skipTrailingSlashRedirect: true,
  images: { unoptimized: true },
  typedRoutes: false,
  experimental: { optimizePackageImports: ['lucide-react', 'radix-ui'] },
};

export default config;
