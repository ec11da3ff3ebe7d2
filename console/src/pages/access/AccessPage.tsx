import Tabs from '@cloudscape-design/components/tabs';
import { useMay } from '../../api/session';
import { Page } from '../../components/Page';
import { useChoice } from '../../state/useUrl';
import { AuditTab } from './AuditTab';
import { KeysTab } from './KeysTab';
import { SessionsTab } from './SessionsTab';
import { UsersTab } from './UsersTab';

const all = ['users', 'keys', 'sessions', 'audit'] as const;

export function AccessPage() {
  const isAdmin = useMay('admin');
  const [wanted, setTab] = useChoice('tab', all);
  const tab = isAdmin ? wanted : 'sessions';
  const sessions = { id: 'sessions', label: 'Sessions', content: <SessionsTab /> };
  const tabs = isAdmin
    ? [
        { id: 'users', label: 'Users', content: <UsersTab /> },
        { id: 'keys', label: 'Access keys', content: <KeysTab /> },
        sessions,
        { id: 'audit', label: 'Audit log', content: <AuditTab /> },
      ]
    : [sessions];
  return (
    <Page title="Access" description={isAdmin ? 'Who may look and change, by the console and by the API' : 'Where you are signed in. Users and keys are for admins.'}>
      <Tabs activeTabId={tab} onChange={({ detail }) => setTab(detail.activeTabId as typeof wanted)} tabs={tabs} />
    </Page>
  );
}
