import Flashbar, { type FlashbarProps } from '@cloudscape-design/components/flashbar';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useServerIsDown } from '../api/connection';
import { dismiss, useNotices } from './notices';

const pollMillis = 3000;

export function Notices() {
  const notices = useNotices();
  const isDown = useServerIsDown();
  useReturn(isDown);
  const items: FlashbarProps.MessageDefinition[] = notices.map((one) => ({
    id: one.id,
    type: one.type,
    content: one.text,
    dismissible: true,
    dismissLabel: 'Dismiss',
    onDismiss: () => dismiss(one.id),
  }));
  if (isDown) items.unshift({ id: 'down', type: 'warning', content: 'The server does not answer. What you see may be old; the console goes on by itself when the server is back.' });
  return <Flashbar items={items} />;
}

/** While the server is away its door is tried; when it opens, everything that is shown is asked for again. */
function useReturn(isDown: boolean) {
  const client = useQueryClient();
  const wasDown = useRef(false);
  useEffect(() => {
    if (wasDown.current && !isDown) void client.invalidateQueries();
    wasDown.current = isDown;
    if (!isDown) return;
    const timer = setInterval(() => void client.refetchQueries({ queryKey: ['/api/session'] }), pollMillis);
    return () => clearInterval(timer);
  }, [isDown, client]);
}
