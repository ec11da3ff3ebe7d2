import { useEffect, useRef, type RefObject } from 'react';
import type { View } from './types';
import { moved, zoomedAt } from './view';

interface Handlers { view: () => View; onView: (view: View) => void; onClick: (x: number, y: number, isExcluding: boolean) => void; onHover: (x: number | null, y: number) => void }

/** Dragging and pinching, and the wheel with Ctrl or once the map has the focus: a page that is scrolled past must not zoom its maps. */
export function usePointer(canvas: RefObject<HTMLCanvasElement | null>, handlers: Handlers) {
  const latest = useRef(handlers);
  latest.current = handlers;

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const pointers = new Map<number, { x: number; y: number }>();
    let travelled = 0;
    let spread = 0;
    const spot = (event: { clientX: number; clientY: number }) => {
      const box = element.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top, width: box.width, height: box.height };
    };
    const down = (event: PointerEvent) => {
      pointers.set(event.pointerId, spot(event));
      element.setPointerCapture(event.pointerId);
      travelled = 0;
      spread = 0;
    };
    const move = (event: PointerEvent) => {
      const at = spot(event);
      const before = pointers.get(event.pointerId);
      if (!before) return latest.current.onHover(at.x, at.y);
      pointers.set(event.pointerId, at);
      const { view, onView } = latest.current;
      travelled += Math.hypot(at.x - before.x, at.y - before.y);
      if (pointers.size === 2) {
        const [a, b] = [...pointers.values()];
        const now = Math.hypot(a.x - b.x, a.y - b.y);
        if (spread > 0) onView(zoomedAt(view(), now / spread, (a.x + b.x) / 2 / at.width - 0.5, (a.y + b.y) / 2 / at.height - 0.5));
        spread = now;
      } else if (travelled > 4 && (event.pointerType === 'mouse' || view().zoom > 1)) onView(moved(view(), (at.x - before.x) / at.width, (at.y - before.y) / at.height));
    };
    const up = (event: PointerEvent) => {
      const at = spot(event);
      if (pointers.delete(event.pointerId) && travelled <= 4 && event.type === 'pointerup') latest.current.onClick(at.x, at.y, event.shiftKey);
      spread = 0;
    };
    const leave = () => latest.current.onHover(null, 0);
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey && document.activeElement !== element) return;
      event.preventDefault();
      const at = spot(event);
      latest.current.onView(zoomedAt(latest.current.view(), Math.exp(-event.deltaY * 0.0022), at.x / at.width - 0.5, at.y / at.height - 0.5));
    };
    const listeners: [string, (event: never) => void][] = [['pointerdown', down], ['pointermove', move], ['pointerup', up], ['pointercancel', up], ['pointerleave', leave]];
    for (const [name, listener] of listeners) element.addEventListener(name, listener as EventListener);
    element.addEventListener('wheel', wheel, { passive: false });
    return () => {
      for (const [name, listener] of listeners) element.removeEventListener(name, listener as EventListener);
      element.removeEventListener('wheel', wheel);
    };
  }, [canvas]);
}
