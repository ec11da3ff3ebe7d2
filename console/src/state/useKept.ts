import { useRef } from 'react';

/** A value that stays as it was as long as it is not settled. */
export function useKept<T>(value: T, isSettled: boolean): T {
  const kept = useRef(value);
  if (isSettled) kept.current = value;
  return kept.current;
}
