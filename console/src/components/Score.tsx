import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { percent } from '../format/numbers';

/** A score, marked where it is at or below its threshold: by a sign as well as by colour. */
export function Score({ value, threshold = 95 }: { value: number | null | undefined; threshold?: number }) {
  if (value === null || value === undefined) return <span className="iso-soft">–</span>;
  if (value <= threshold) return <span className="iso-nowrap"><StatusIndicator type="error">{percent(value)}</StatusIndicator></span>;
  return <span className="iso-nowrap">{percent(value)}</span>;
}
