import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';
import { useNow } from '../api/session';
import { isDark, setPreferences, usePreferences } from '../state/preferences';
import { defaultRange, shift, zoomIn, zoomOut, type Range } from '../state/range';
import { parseRange } from '../state/params';
import { writeRange } from '../state/useUrl';
import type { Clock } from '../format/times';

const filterSelector = '[data-shortcut="filter"] input';

/** After `t`, one key moves the range of time: arrows left and right through time, up and down in and out, 0 back to the default. */
export function rangeAfter(key: string, range: Range, now: number, clock: Clock): Range | null {
  switch (key) {
    case 'ArrowLeft': return shift(range, -1, now, clock);
    case 'ArrowRight': return shift(range, 1, now, clock);
    case 'ArrowDown':
    case 'z': return zoomOut(range, now, clock);
    case 'ArrowUp': return zoomIn(range, now, clock);
    case '0': return defaultRange;
    default: return null;
  }
}

export function useShortcuts(onHelp: () => void) {
  const [params, setParams] = useSearchParams();
  const { clock } = usePreferences();
  const client = useQueryClient();
  const now = useNow();
  const isTime = useRef(false);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
      if (document.querySelector('[role="dialog"][aria-modal="true"]') && event.key !== '?') return;
      const moved = isTime.current ? rangeAfter(event.key, parseRange(params), now(), clock) : null;
      isTime.current = event.key === 't' || moved !== null;
      if (moved) setParams((old) => writeRange(old, moved));
      else if (event.key === '?') onHelp();
      else if (event.key === 'r') void client.invalidateQueries();
      else if (event.key === 'd') setPreferences({ mode: isDark() ? 'light' : 'dark' });
      else if (event.key === '/') document.querySelector<HTMLInputElement>(filterSelector)?.focus();
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [params, setParams, clock, client, now, onHelp]);
}
