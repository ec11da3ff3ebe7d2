import AppLayout from '@cloudscape-design/components/app-layout-toolbar';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import { I18nProvider } from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { memo, useState } from 'react';
import { Outlet, useLocation, useNavigate } from 'react-router';
import { crumbsOf } from './crumbs';
import { Gate } from './Gate';
import { KeyboardHelp } from './KeyboardHelp';
import { Navigation } from './Navigation';
import { Notices } from './Notices';
import { TopBar } from './TopBar';
import { useShortcuts } from './useShortcuts';

export function App() {
  return (
    <I18nProvider locale="en" messages={[messages]}>
      <Gate>
        <Shell />
      </Gate>
    </I18nProvider>
  );
}

function Shell() {
  return <Frame pathname={useLocation().pathname} />;
}

/** What surrounds every page. It knows no more of the address than the path: what a filter changes is drawn without it. */
const Frame = memo(function Frame({ pathname }: { pathname: string }) {
  const navigate = useNavigate();
  const [isOpen, setIsOpen] = useState(() => window.innerWidth > 1100);
  const [isHelp, setIsHelp] = useState(false);
  useShortcuts(() => setIsHelp((old) => !old));
  const crumbs = crumbsOf(pathname);

  return (
    <>
      <div id="top">
        <TopBar onHelp={() => setIsHelp(true)} />
      </div>
      <AppLayout
        headerSelector="#top"
        navigation={<Navigation onFollow={() => window.innerWidth <= 688 && setIsOpen(false)} />}
        navigationOpen={isOpen}
        onNavigationChange={({ detail }) => setIsOpen(detail.open)}
        navigationWidth={250}
        toolsHide
        notifications={<Notices />}
        stickyNotifications
        breadcrumbs={
          crumbs.length > 1 ? (
            <BreadcrumbGroup
              items={crumbs}
              onFollow={(event) => {
                event.preventDefault();
                void navigate(event.detail.href);
              }}
            />
          ) : undefined
        }
        content={<Outlet />}
        maxContentWidth={1760}
      />
      {isHelp && <KeyboardHelp onClose={() => setIsHelp(false)} />}
    </>
  );
});
