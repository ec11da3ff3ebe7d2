import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Source } from '../../api/operationsTypes';
import { duration } from '../../format/times';

const silentAfter = 300;
const laggingAfter = 120;

export function SourceState({ source }: { source: Source }) {
  const { silentSeconds, lagSeconds, lines, records } = source;
  if (lines > 0 && records === 0) return <StatusIndicator type="error">Nothing readable</StatusIndicator>;
  if (lines === 0) return <StatusIndicator type="pending">Waiting</StatusIndicator>;
  if (lagSeconds !== null && lagSeconds > laggingAfter) return <StatusIndicator type="warning">{duration(lagSeconds)} behind</StatusIndicator>;
  if (silentSeconds !== null && silentSeconds > silentAfter) return <StatusIndicator type="warning">Silent for {duration(silentSeconds)}</StatusIndicator>;
  return <StatusIndicator type="success">Flowing</StatusIndicator>;
}
