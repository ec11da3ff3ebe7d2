import type { WeatherEvent } from '../../api/types';

const bars = 96;

export function Sparkline({ from, to, events, at }: { from: number; to: number; events: WeatherEvent[]; at: number | null }) {
  const step = (to - from) / bars;
  const counts = Array.from({ length: bars }, (_, index) => {
    const start = from + index * step;
    return events.filter((event) => event.startedAt < start + step && (event.endedAt ?? Infinity) > start).length;
  });
  const most = Math.max(1, ...counts);
  const current = at === null ? -1 : Math.min(bars - 1, Math.floor((at - from) / step));
  return (
    <svg className="iso-sparkline" viewBox={`0 0 ${bars} 28`} preserveAspectRatio="none" role="img" aria-label={`Events that went on, over the time shown: ${Math.max(0, ...counts)} at most`}>
      {counts.map((amount, index) => (
        <rect key={index} x={index + 0.1} width={0.8} y={28 - Math.max(1, (amount / most) * 26)} height={Math.max(1, (amount / most) * 26)} className={index === current ? 'is-current' : amount ? 'is-some' : ''} />
      ))}
    </svg>
  );
}
