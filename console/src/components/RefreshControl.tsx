import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { memo, useEffect, useState } from 'react';
import { timeOfDayWithSeconds } from '../format/times';
import { setPreferences, usePreferences } from '../state/preferences';
import { useIsHeld } from '../state/refresh';

const choices = [
  { id: '-1', text: 'Automatic', seconds: -1 },
  { id: '10', text: 'Every 10 s', seconds: 10 },
  { id: '30', text: 'Every 30 s', seconds: 30 },
  { id: '60', text: 'Every minute', seconds: 60 },
  { id: '300', text: 'Every 5 minutes', seconds: 300 },
  { id: '0', text: 'Only by hand', seconds: 0 },
];

/** Refreshes now, or by itself as often as is chosen here; not while the page is hidden or a chart is pointed at. */
export const RefreshControl = memo(function RefreshControl() {
  const client = useQueryClient();
  const fetching = useIsFetching();
  const { refresh, clock } = usePreferences();
  const isHeld = useIsHeld();
  const [updatedAt, setUpdatedAt] = useState(() => Date.now());
  useEffect(() => {
    if (fetching === 0) setUpdatedAt(Date.now());
  }, [fetching]);
  const state = `${isHeld ? 'held at' : 'updated'} ${timeOfDayWithSeconds(updatedAt / 1000, clock)}`;
  return (
    <span className="iso-refresh">
      <span className="iso-refresh-state" title={isHeld ? 'Nothing moves while you point at a chart' : undefined}>{state}</span>
      <ButtonDropdown
        mainAction={{ iconName: 'refresh', ariaLabel: 'Refresh', onClick: () => void client.invalidateQueries() }}
        ariaLabel="How often to refresh"
        items={choices.map((choice) => ({ id: choice.id, text: choice.text, itemType: 'checkbox' as const, checked: choice.seconds === refresh }))}
        onItemClick={({ detail }) => setPreferences({ refresh: Number(detail.id) })}
      />
    </span>
  );
});
