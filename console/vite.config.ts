import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// In development the API is that of a running server: ISOBAR_URL=http://127.0.0.1:8610 npm run dev
const server = process.env.ISOBAR_URL ?? 'http://127.0.0.1:8610';

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1200,
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
