import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { ApiError } from './api/client';
import { router } from './shell/routes';
import { startPreferences } from './state/preferences';

startPreferences();

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A server on this machine answers without a network, and one that does not answer must be seen.
      networkMode: 'always',
      // What the server refuses it refuses again; what did not arrive may arrive.
      retry: (failures, error) => error instanceof ApiError && (error.isOffline || error.status >= 502) && failures < 1,
      refetchOnWindowFocus: true,
    },
    mutations: { networkMode: 'always' },
  },
});

createRoot(document.getElementById('root')!).render(
  <QueryClientProvider client={client}>
    <RouterProvider router={router} />
  </QueryClientProvider>,
);
