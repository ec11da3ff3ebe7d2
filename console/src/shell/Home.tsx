import { Navigate } from 'react-router';
import { useApi } from '../api/useApi';
import type { MonitorList } from '../api/types';
import { Skeleton } from '../components/Skeleton';

/** With one monitor, that monitor is what people come for. */
export function Home() {
  const { data, error } = useApi<MonitorList>('/api/monitors', {}, { isLive: false });
  if (error) return <Navigate to="/monitors" replace />;
  if (!data) return <Skeleton lines={6} />;
  const only = data.monitors.length === 1 ? data.monitors[0] : null;
  return <Navigate to={only ? `/monitors/${encodeURIComponent(only.name)}` : '/monitors'} replace />;
}
