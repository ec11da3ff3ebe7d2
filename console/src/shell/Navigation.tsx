import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation';
import { memo } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { useApi } from '../api/useApi';
import type { MonitorList } from '../api/types';

export function Navigation({ onFollow }: { onFollow: () => void }) {
  const { pathname } = useLocation();
  const name = useCurrentMonitor();
  // Links that move away under the pointer as the answer comes would be missed by whoever is quick.
  return name === undefined ? null : <Links activeHref={activeOf(pathname)} name={name} onFollow={onFollow} />;
}

interface Props { activeHref: string; name: string | null; onFollow: () => void }

const Links = memo(function Links({ activeHref, name, onFollow }: Props) {
  const navigate = useNavigate();
  const items: SideNavigationProps.Item[] = [
    { type: 'link', text: 'Internet weather map', href: '/weather' },
    { type: 'link', text: 'Monitors', href: '/monitors' },
  ];
  if (name) {
    const base = `/monitors/${encodeURIComponent(name)}`;
    items.push({
      type: 'section-group',
      title: name,
      items: [
        { type: 'link', text: 'Overview', href: base },
        { type: 'link', text: 'Health events', href: `${base}/events` },
        { type: 'link', text: 'Historical explorer', href: `${base}/explorer` },
        { type: 'link', text: 'Traffic insights', href: `${base}/insights` },
        { type: 'link', text: 'Configure', href: `${base}/configure` },
      ],
    });
  }
  items.push(
    { type: 'divider' },
    { type: 'link', text: 'Alarms', href: '/alarms' },
    { type: 'link', text: 'Annotations and maintenance', href: '/annotations' },
    { type: 'link', text: 'Sources', href: '/sources' },
    { type: 'link', text: 'Access', href: '/access' },
  );

  return (
    <SideNavigation
      activeHref={activeHref}
      items={items}
      onFollow={(event) => {
        if (event.detail.external) return;
        event.preventDefault();
        void navigate(event.detail.href);
        onFollow();
      }}
    />
  );
});

/** The monitor of the page, else the only or first one, so that its pages are one click away from everywhere; undefined until that is known. */
function useCurrentMonitor(): string | null | undefined {
  const { pathname } = useLocation();
  const params = useParams();
  const { data, error } = useApi<MonitorList>('/api/monitors');
  if (params.name && pathname.startsWith('/monitors/')) return params.name;
  return data || error ? (data?.monitors[0]?.name ?? null) : undefined;
}

function activeOf(pathname: string): string {
  const parts = pathname.split('/');
  if (parts[1] === 'monitors' && parts[2] === 'create') return '/monitors';
  return parts.slice(0, parts[1] === 'monitors' ? 4 : 2).join('/');
}
