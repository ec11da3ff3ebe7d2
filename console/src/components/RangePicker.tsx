import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Popover, { type PopoverProps } from '@cloudscape-design/components/popover';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { memo, useRef, useState } from 'react';
import { useNow } from '../api/session';
import { plainDateTime, zoneName, type Clock } from '../format/times';
import { setPreferences, usePreferences } from '../state/preferences';
import { absolute, describe, isRelative, parseTyped, presets, resolve, zoomOut, type Range } from '../state/range';
import { rememberRange, recentRanges } from '../state/recentRanges';

interface Props { range: Range; onChange: (range: Range) => void; maximumDays?: number }

/** From when to when: presets in words, anything else typed. */
export const RangePicker = memo(function RangePicker({ range, onChange, maximumDays }: Props) {
  const { clock } = usePreferences();
  const now = useNow();
  const popover = useRef<PopoverProps.Ref>(null);
  const choose = (next: Range) => {
    rememberRange(next);
    onChange(next);
    popover.current?.dismiss();
  };
  const text = describe(range, now(), clock);
  const isTooLong = (one: Range) => {
    const ends = resolve(one, now(), clock);
    return maximumDays !== undefined && ends !== null && ends.to - ends.from > maximumDays * 86400;
  };
  return (
    <SpaceBetween direction="horizontal" size="xxs">
      <Popover ref={popover} triggerType="custom" position="bottom" size="large" header="Time" dismissAriaLabel="Close" renderWithPortal content={<Choices range={range} onChoose={choose} isTooLong={isTooLong} />}>
        <Button iconName="calendar" ariaLabel={`Time: ${text}`}>{text}{isRelative(range) ? '' : ` ${zoneName(clock)}`}</Button>
      </Popover>
      <Button iconName="zoom-out" variant="icon" ariaLabel="Show a longer time" onClick={() => onChange(zoomOut(range, now(), clock))} />
    </SpaceBetween>
  );
});

function Choices({ range, onChoose, isTooLong }: { range: Range; onChoose: (range: Range) => void; isTooLong: (range: Range) => boolean }) {
  const { clock } = usePreferences();
  const now = useNow();
  const recent = recentRanges();
  const [from, setFrom] = useState(() => typedEnd(range, 'from', now(), clock));
  const [to, setTo] = useState(() => typedEnd(range, 'to', now(), clock));
  const [error, setError] = useState('');

  const apply = () => {
    const typed = { from: parseTyped(from, clock), to: parseTyped(to, clock) };
    const next = typed.from !== null && typed.to !== null ? { from: typed.from, to: typed.to } : null;
    if (!next) setError('Write times like 2026-11-28 10:00, now-6h or now.');
    else if (!resolve(next, now(), clock)) setError('The end must be after the start.');
    else if (isTooLong(next)) setError('That is longer than can be shown here.');
    else onChoose(next);
  };

  return (
    <SpaceBetween size="m">
      <div className="iso-choices">
        {presets.filter((one) => !isTooLong(one.range)).map((preset) => (
          <Button key={preset.label} variant="inline-link" onClick={() => onChoose(preset.range)}>{preset.label}</Button>
        ))}
      </div>
      {recent.length > 0 && (
        <div>
          <Box variant="awsui-key-label">Recent</Box>
          <div className="iso-choices is-wide">
            {recent.map((one) => (
              <Button key={`${one.from} ${one.to}`} variant="inline-link" onClick={() => onChoose(one)}>{describe(one, now(), clock)}</Button>
            ))}
          </div>
        </div>
      )}
      <SegmentedControl
        label="Clock"
        selectedId={clock}
        options={[{ id: 'utc', text: 'UTC' }, { id: 'local', text: `Local (${zoneName('local')})` }]}
        onChange={({ detail }) => setPreferences({ clock: detail.selectedId as Clock })}
      />
      <FormField label="From" errorText={error}>
        <Input value={from} onChange={({ detail }) => setFrom(detail.value)} onKeyDown={({ detail }) => detail.key === 'Enter' && apply()} />
      </FormField>
      <FormField label="To">
        <Input value={to} onChange={({ detail }) => setTo(detail.value)} onKeyDown={({ detail }) => detail.key === 'Enter' && apply()} />
      </FormField>
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="primary" onClick={apply}>Apply</Button>
        {isRelative(range) && <Button onClick={() => onChoose(absolute(range, now(), clock))}>Keep these times</Button>}
      </SpaceBetween>
    </SpaceBetween>
  );
}

function typedEnd(range: Range, end: 'from' | 'to', now: number, clock: Clock): string {
  const ends = resolve(range, now, clock);
  return /^\d+$/.test(range[end]) && ends ? plainDateTime(ends[end], clock) : range[end];
}
