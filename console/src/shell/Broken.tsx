import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { useRouteError } from 'react-router';

/** What is left when a page fails to load or to draw: the words of the failure, and a way on. */
export function Broken() {
  const error = useRouteError();
  const text = error instanceof Error ? error.message : 'Something in this page failed.';
  return (
    <Alert type="error" header="This page could not be shown" action={<Button onClick={() => window.location.reload()}>Load it again</Button>}>
      {text}
    </Alert>
  );
}
