import { keepPreviousData, useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useRefreshSeconds } from '../state/refresh';
import { get, send, type ApiError, type Query } from './client';

export type Answer<T> = UseQueryResult<T, ApiError>;

/** What the server says at a path. It is asked again as often as the reader chose, not while the page is hidden; what is shown stays until the next answer. */
export function useApi<T>(path: string, query: Query = {}, options: { isEnabled?: boolean; isLive?: boolean } = {}): Answer<T> {
  const seconds = useRefreshSeconds();
  const isLive = (options.isLive ?? true) && seconds > 0;
  return useQuery<T, ApiError>({
    queryKey: [path, query],
    queryFn: ({ signal }) => get<T>(path, query, signal),
    enabled: options.isEnabled ?? true,
    placeholderData: keepPreviousData,
    refetchInterval: isLive ? seconds * 1000 : false,
  });
}

interface Change<TBody> { method: 'POST' | 'PUT' | 'DELETE'; path: string; body?: TBody }

/** A change, after which everything that is shown is asked for again. */
export function useSend<TAnswer = void>(onDone?: (answer: TAnswer) => void) {
  const client = useQueryClient();
  return useMutation<TAnswer, ApiError, Change<unknown>>({
    mutationFn: ({ method, path, body }) => send<TAnswer>(method, path, body),
    onSuccess: (answer, { method, path }) => {
      onDone?.(answer);
      // What was deleted would only answer that it is gone.
      const isGone = (key: unknown) => method === 'DELETE' && String(key).startsWith(path);
      void client.invalidateQueries({ predicate: (query) => !isGone(query.queryKey[0]) });
    },
  });
}
