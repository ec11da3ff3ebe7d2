import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useRefreshSeconds } from '../state/refresh';
import { get, send, type ApiError } from './client';
import type { Query } from './query';

export type Answer<T> = UseQueryResult<T, ApiError>;

/** What the server says at a path. It is asked again as often as the reader chose, not while the page is hidden; what is shown stays until the next answer. */
export function useApi<T>(path: string, query: Query = {}, options: { isEnabled?: boolean; isLive?: boolean } = {}): Answer<T> {
  const seconds = useRefreshSeconds();
  const isLive = (options.isLive ?? true) && seconds > 0;
  const isEnabled = options.isEnabled ?? true;
  const client = useQueryClient();
  const question = queryOptions<T, ApiError>({ queryKey: [path, query], queryFn: ({ signal }) => get<T>(path, query, signal) });
  // A new question is asked at once: an effect would ask it only when the browser has painted once more what is shown already.
  if (isEnabled && !client.getQueryState(question.queryKey)) void client.prefetchQuery({ ...question, retry: client.getDefaultOptions().queries?.retry as boolean });
  return useQuery<T, ApiError>({
    ...question,
    enabled: isEnabled,
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
