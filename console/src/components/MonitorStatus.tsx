import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { MonitorSummary } from '../api/types';

const processing: Record<string, string> = {
  COLLECTING_DATA: 'Collecting data',
  INSUFFICIENT_DATA: 'Too little data',
  FAULT_SERVICE: 'Fault of the server',
  FAULT_ACCESS_CLOUDWATCH: 'Cannot publish',
};

/** One state out of two: whether the monitor is on, and how it gets on. */
export function MonitorStatus({ monitor }: { monitor: Pick<MonitorSummary, 'status' | 'processing'> & { openEvents?: number } }) {
  if (monitor.status === 'error') return <StatusIndicator type="error">Error</StatusIndicator>;
  if (monitor.status === 'inactive') return <StatusIndicator type="stopped">Off</StatusIndicator>;
  if (monitor.status === 'pending') return <StatusIndicator type="pending">Pending</StatusIndicator>;
  if (monitor.openEvents) return <StatusIndicator type="error">{monitor.openEvents === 1 ? '1 open event' : `${monitor.openEvents} open events`}</StatusIndicator>;
  if (monitor.processing.startsWith('FAULT')) return <StatusIndicator type="warning">{processing[monitor.processing] ?? monitor.processing}</StatusIndicator>;
  const text = processing[monitor.processing];
  return text ? <StatusIndicator type="in-progress">{text}</StatusIndicator> : <StatusIndicator type="success">Fine</StatusIndicator>;
}
