import Button from '@cloudscape-design/components/button';
import type { WeatherEvent } from '../../api/types';
import { useTimes } from '../../components/useTimes';
import { Sparkline } from './Sparkline';

interface Props { from: number; to: number; at: number | null; onChange: (at: number | null) => void; events: WeatherEvent[] }

/** One moment of the time shown; the bars above tell how many events went on. */
export function TimeSlider({ from, to, at, onChange, events }: Props) {
  const times = useTimes();
  const step = Math.max(300, Math.round((to - from) / 288 / 300) * 300);
  return (
    <div className="iso-row">
      <div className="iso-row-grow">
        <Sparkline from={from} to={to} events={events} at={at} />
        <input
          className="iso-slider"
          type="range"
          value={at ?? to}
          min={from}
          max={to}
          step={step}
          aria-label="Moment"
          aria-valuetext={at === null ? 'the whole time' : times.full(at)}
          onChange={(event) => onChange(Number(event.target.value))}
        />
        <div className="iso-strip-ends">
          <span>{times.short(from)}</span>
          {at !== null && <strong>{times.full(at)}</strong>}
          <span>{times.short(to)}</span>
        </div>
      </div>
      <Button disabled={at === null} onClick={() => onChange(null)}>The whole time</Button>
    </div>
  );
}
