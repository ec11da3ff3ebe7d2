import { useMemo } from 'react';
import * as format from '../format/times';
import { usePreferences } from '../state/preferences';

/** Times as the reader chose to see them, everywhere alike. */
export function useTimes() {
  const { clock } = usePreferences();
  return useMemo(
    () => ({
      clock,
      zone: format.zoneName(clock),
      full: (at: number | null | undefined) => (at ? `${format.dateTime(at, clock)} ${format.zoneName(clock, at * 1000)}` : '–'),
      short: (at: number | null | undefined) => (at ? format.shortDateTime(at, clock) : '–'),
      time: (at: number | null | undefined) => (at ? format.timeOfDay(at, clock) : '–'),
    }),
    [clock],
  );
}
