import { dateTime, zoneName, type Clock } from '../format/times';
import { colourOf } from './palette';
import { valueText } from './units';
import type { Chart, Mark, Span } from './types';

interface Props { chart: Chart; index: number; at: number; left: number; width: number; hidden: ReadonlySet<string>; isDark: boolean; clock: Clock; marks: Mark[]; spans: Span[]; isMain: boolean; secondsPerPixel: number }

/** All values of one time. In the other charts, which only follow the pointer, without the time and what else there was. */
export function Tooltip({ chart, index, at, left, width, hidden, isDark, clock, marks, spans, isMain, secondsPerPixel }: Props) {
  const shown = chart.series.filter((one) => !hidden.has(one.key));
  if (!shown.length || at === undefined) return null;
  const isRight = left > width / 2;
  const place = isRight ? { insetInlineEnd: width - left + 12 } : { insetInlineStart: left + 12 };
  const near = isMain ? marks.filter((mark) => Math.abs(mark.at - at) < Math.max(300, 8 * secondsPerPixel)) : [];
  const around = isMain ? spans.filter((span) => span.from <= at && span.to >= at).slice(0, 3) : [];
  return (
    <div className={`iso-tip${isMain ? '' : ' is-follower'}`} style={place} aria-hidden="true">
      {isMain && <div className="iso-tip-time">{dateTime(at, clock)} {zoneName(clock, at * 1000)}</div>}
      {shown.slice(0, 12).map((one) => {
        const place = chart.series.indexOf(one);
        return (
          <div key={one.key} className="iso-tip-row">
            <span className="iso-swatch" style={{ background: colourOf(one.colour ?? place, isDark) }} />
            <span className="iso-tip-label">{one.label}</span>
            <span className="iso-tip-value">{valueText(one.values[index], chart.unit)}</span>
            {one.previous && <span className="iso-tip-before">{valueText(one.previous[index], chart.unit)} before</span>}
          </div>
        );
      })}
      {around.map((span) => <div key={span.id} className="iso-tip-note">{span.label}</div>)}
      {near.map((mark) => <div key={mark.id} className="iso-tip-note">{mark.label}</div>)}
    </div>
  );
}
