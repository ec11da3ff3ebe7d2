import Button from '@cloudscape-design/components/button';
import Slider from '@cloudscape-design/components/slider';
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
        <Slider
          value={at ?? to}
          min={from}
          max={to}
          step={step}
          hideFillLine
          ariaLabel="Moment"
          valueFormatter={(value) => times.short(value)}
          onChange={({ detail }) => onChange(detail.value)}
        />
      </div>
      <Button disabled={at === null} onClick={() => onChange(null)}>The whole time</Button>
    </div>
  );
}
