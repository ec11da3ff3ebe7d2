import type { Span } from './types';

/**
 * Spans of one tone that overlap become one: two hundred local events of the same hour are one band and one piece of the ribbon, which leads to the list of them.
 */
export function merged(spans: Span[]): Span[] {
  const tones = new Map<Span['tone'], Span[]>();
  for (const span of spans) tones.set(span.tone, [...(tones.get(span.tone) ?? []), span]);
  return [...tones.values()].flatMap(mergedOfOneTone);
}

function mergedOfOneTone(spans: Span[]): Span[] {
  const groups: { span: Span; members: number }[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from || b.to - a.to)) {
    const last = groups.at(-1);
    if (last && span.from <= last.span.to) {
      last.span = { ...last.span, to: Math.max(last.span.to, span.to) };
      last.members++;
    } else groups.push({ span, members: 1 });
  }
  return groups.map(({ span, members }) => (members === 1 ? span : { ...span, label: labelOf(span, members), href: listOf(span) }));
}

function labelOf(span: Span, members: number): string {
  return span.tone === 'maintenance' ? `${members} maintenance windows` : `${members} health events, one of them: ${span.label}`;
}

/** The list of health events of that time, which is one level above a single event. */
function listOf(span: Span): string | undefined {
  return span.href && `${span.href.slice(0, span.href.lastIndexOf('/'))}?from=${span.from}&to=${span.to}`;
}
