import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

// In development the API is that of a running server: ISOBAR_URL=http://127.0.0.1:8610 npm run dev
const server = process.env.ISOBAR_URL ?? 'http://127.0.0.1:8610';

/** The first script is small and asks for the others. The page names them too, so that the browser need not wait for it. */
function preloadMain(): Plugin {
  return {
    name: 'preload-main',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((one) => one.type === 'chunk');
        const wanted = new Set(chunks.filter((one) => one.facadeModuleId?.endsWith('/src/main.tsx')).map((one) => one.fileName));
        for (const name of wanted) chunks.find((one) => one.fileName === name)?.imports.forEach((needed) => wanted.add(needed));
        return [...wanted].map((name) => ({ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${name}` }, injectTo: 'head' as const }));
      },
    },
  };
}

export default defineConfig({
  plugins: [react(), preloadMain()],
  build: {
    // The styles of all pages are little more than those of one, and each file of them would be asked for, and make the browser style the whole page again.
    cssCodeSplit: false,
    target: 'es2022',
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What the first script needs must not lie in a chunk that takes long to read.
            { name: 'first', test: /vite.preload-helper|src\/(api\/(early|query|questions)|state\/(filters|params|range)|format\/times)\.ts$/, priority: 1 },
            // What most pages share is one file, not forty: a browser asks for six at a time.
            { name: 'shared', minShareCount: 4 },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    // The server takes changes only from pages of its own.
    proxy: { '/api': { target: server, changeOrigin: true, headers: { origin: server } } },
  },
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}'],
    server: { deps: { inline: [/@cloudscape-design/] } },
  },
});
