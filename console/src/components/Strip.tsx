import type { StripState } from '../api/types';
import { percent } from '../format/numbers';
import { shortDateTime, type Clock } from '../format/times';

interface Props { times: number[]; states: StripState[]; availability: (number | null)[]; performance: (number | null)[]; clock: Clock; label: string }

const words: Record<StripState, string> = { ok: 'fine', event: 'health event', partial: 'too little to tell', none: 'no data' };

/** How it was lately, oldest left, newest right. What says nothing is low and grey. */
export function Strip({ times, states, availability, performance, clock, label }: Props) {
  const counts = states.reduce<Record<string, number>>((sum, state) => ({ ...sum, [state]: (sum[state] ?? 0) + 1 }), {});
  const summary = Object.entries(counts).map(([state, amount]) => `${amount} ${words[state as StripState]}`).join(', ');
  return (
    <div>
      <div className="iso-strip" role="img" aria-label={`${label}, steps of the last 24 hours: ${summary}`}>
        {states.map((state, index) => (
          <i key={index} className={`is-${state}`} title={`${shortDateTime(times[index], clock)}: ${words[state]}${availability[index] !== null ? `, availability ${percent(availability[index])}` : ''}${performance[index] !== null ? `, performance ${percent(performance[index])}` : ''}`} />
        ))}
      </div>
      <div className="iso-strip-ends" aria-hidden="true"><span>24 h ago</span><span>now</span></div>
    </div>
  );
}
