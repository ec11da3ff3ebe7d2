import Box from '@cloudscape-design/components/box';
import { Page } from '../components/Page';
import { RouteLink } from '../components/RouteLink';

export function NotFound() {
  return (
    <Page title="There is no such page">
      <Box variant="p">The address leads nowhere. <RouteLink to="/monitors">See all monitors</RouteLink> or the <RouteLink to="/weather">internet weather map</RouteLink>.</Box>
    </Page>
  );
}
