import Alert from '@cloudscape-design/components/alert';
import type { ReactNode } from 'react';
import { useMay } from '../api/session';

/** What a viewer sees in the place of a form; the server refuses them anyway. */
export function OnlyEditors({ what, children }: { what: string; children: ReactNode }) {
  if (useMay('editor')) return children;
  return <Alert type="info" header="You may look, not change">{what} takes the role of an editor. Ask whoever runs this server.</Alert>;
}
