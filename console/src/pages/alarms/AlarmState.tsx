import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Alarm } from '../../api/operationsTypes';

export function AlarmState({ state }: { state: Alarm['state'] }) {
  if (state === 'ALARM') return <StatusIndicator type="error">In alarm</StatusIndicator>;
  return state === 'OK' ? <StatusIndicator type="success">OK</StatusIndicator> : <StatusIndicator type="pending">Not enough data</StatusIndicator>;
}
