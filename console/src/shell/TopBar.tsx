import TopNavigation, { type TopNavigationProps } from '@cloudscape-design/components/top-navigation';
import { lazy, Suspense, useState } from 'react';
import { useNavigate } from 'react-router';
import { useSession, useSignOut } from '../api/session';
import { setPreferences, useIsDark, usePreferences } from '../state/preferences';
import { zoneName } from '../format/times';

const PasswordDialog = lazy(async () => ({ default: (await import('../pages/signin/PasswordDialog')).PasswordDialog }));

export function TopBar({ onHelp }: { onHelp: () => void }) {
  const navigate = useNavigate();
  const session = useSession();
  const signOut = useSignOut();
  const { density, clock } = usePreferences();
  const isDark = useIsDark();
  const [isPassword, setIsPassword] = useState(false);

  const choose = (id: string) => {
    if (id === 'mode') setPreferences({ mode: isDark ? 'light' : 'dark' });
    else if (id === 'mode-system') setPreferences({ mode: 'system' });
    else if (id === 'density') setPreferences({ density: density === 'compact' ? 'comfortable' : 'compact' });
    else if (id === 'clock') setPreferences({ clock: clock === 'utc' ? 'local' : 'utc' });
    else if (id === 'keys') onHelp();
    else if (id === 'password') setIsPassword(true);
    else if (id === 'sessions') void navigate('/access?tab=sessions');
    else if (id === 'sign-out') void signOut();
  };

  const utilities: TopNavigationProps.Utility[] = [];
  if (session.demo) utilities.push({ type: 'button', text: session.demo.speed > 1 ? `Demo, ${session.demo.speed}× speed` : 'Demo', href: '/sources', onFollow: (event) => { event.preventDefault(); void navigate('/sources'); } });
  utilities.push({
    type: 'menu-dropdown',
    iconName: 'settings',
    text: 'Display',
    onItemClick: ({ detail }) => choose(detail.id),
    items: [
      { id: 'mode', text: isDark ? 'Light colours' : 'Dark colours' },
      { id: 'mode-system', text: 'Colours of the system' },
      { id: 'density', text: density === 'compact' ? 'Comfortable density' : 'Compact density' },
      { id: 'clock', text: clock === 'utc' ? `Times in local time (${zoneName('local')})` : 'Times in UTC' },
      { id: 'keys', text: 'Keyboard (?)' },
    ],
  });
  if (session.user) {
    utilities.push({
      type: 'menu-dropdown',
      iconName: 'user-profile',
      text: session.user.name,
      description: session.user.role,
      onItemClick: ({ detail }) => choose(detail.id),
      items:
        session.signIn === 'local'
          ? [
              ...(session.user.isOfProvider ? [] : [{ id: 'password', text: session.user.hasPassword ? 'Change password' : 'Set a password' }]),
              { id: 'sessions', text: 'Sessions' },
              { id: 'sign-out', text: 'Sign out' },
            ]
          : [{ id: 'sessions', text: 'Sessions' }],
    });
  }

  return (
    <>
      <TopNavigation
        identity={{ href: '/', title: 'Isobar', logo: { src: '/isobar.svg', alt: 'Logo' }, onFollow: (event) => { event.preventDefault(); void navigate('/'); } }}
        utilities={utilities}
      />
      {isPassword && (
        <Suspense>
          <PasswordDialog onClose={() => setIsPassword(false)} />
        </Suspense>
      )}
    </>
  );
}
