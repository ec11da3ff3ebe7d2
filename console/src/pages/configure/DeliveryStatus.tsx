import Alert from '@cloudscape-design/components/alert';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Delivery } from '../../api/types';
import { useTimes } from '../../components/useTimes';
import { count } from '../../format/numbers';

/** How the delivery of measurements goes. */
export function DeliveryStatus({ delivery }: { delivery: Delivery | null }) {
  const times = useTimes();
  const progress = delivery?.progress;
  if (!delivery || !progress) return null;
  return (
    <SpaceBetween size="m">
      {progress.fault && <Alert type="error" header="Measurements are not delivered">{progress.fault}. It is tried again; what was measured waits meanwhile.</Alert>}
      <KeyValuePairs
        columns={4}
        minColumnWidth={150}
        items={[
          { label: 'Bucket', value: delivery.prefix ? `${delivery.bucket}, ${delivery.prefix}` : delivery.bucket },
          { label: 'Last delivered', value: progress.lastWindow === null ? 'nothing yet' : times.full(progress.lastWindow) },
          { label: 'Five minutes waiting', value: count(progress.waiting) },
          { label: 'Five minutes skipped', value: count(progress.skipped) },
        ]}
      />
    </SpaceBetween>
  );
}
