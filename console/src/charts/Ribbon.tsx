import { useNavigate } from 'react-router';
import { leftSpace, rightSpace } from './space';
import type { Span } from './types';

interface Props { spans: Span[]; from: number; to: number }

/** When there were health events, missing data and maintenance, in line with the plots below. The tables list the same, so it is for the eye and the pointer alone. */
export function Ribbon({ spans, from, to }: Props) {
  const navigate = useNavigate();
  const length = to - from;
  if (length <= 0) return null;
  return (
    <div className="iso-ribbon" aria-hidden="true" style={{ marginInline: `${leftSpace}px ${rightSpace}px` }}>
      {spans.map((span) => {
        const start = Math.max(0, (span.from - from) / length);
        const end = Math.min(1, (span.to - from) / length);
        if (end <= 0 || start >= 1) return null;
        return (
          <div
            key={span.id}
            className={`iso-ribbon-span is-${span.tone}${span.href ? ' is-link' : ''}`}
            style={{ insetInlineStart: `${start * 100}%`, inlineSize: `${(end - start) * 100}%` }}
            title={span.label}
            onClick={span.href ? () => void navigate(span.href!) : undefined}
          />
        );
      })}
    </div>
  );
}
