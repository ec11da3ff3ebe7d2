import { lazy, Suspense, type ComponentProps } from 'react';
import { Skeleton } from './Skeleton';

const WorldMap = lazy(() => import('../map/WorldMap'));

export function LazyMap(props: ComponentProps<typeof WorldMap>) {
  return (
    <Suspense fallback={<Skeleton lines={10} />}>
      <WorldMap {...props} />
    </Suspense>
  );
}
