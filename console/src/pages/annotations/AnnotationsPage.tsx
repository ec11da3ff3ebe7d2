import SpaceBetween from '@cloudscape-design/components/space-between';
import { AnnotateButton } from '../../components/AnnotateButton';
import { Page } from '../../components/Page';
import { AnnotationsTable } from './AnnotationsTable';
import { MaintenanceTable } from './MaintenanceTable';

export function AnnotationsPage() {
  return (
    <Page title="Annotations and maintenance" description="What is marked on every chart, and which times neither ring nor count as usual" actions={<AnnotateButton />}>
      <SpaceBetween size="l">
        <AnnotationsTable />
        <MaintenanceTable />
      </SpaceBetween>
    </Page>
  );
}
