import 'uplot/dist/uPlot.min.css';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import uPlot from 'uplot';
import { dateTime, type Clock } from '../format/times';
import { hold } from '../state/refresh';
import { dataOf, linesOf, optionsOf, type Handlers, type Live } from './options';
import { leftSpace } from './space';
import { Tooltip } from './Tooltip';
import { valueText } from './units';
import type { Chart, Mark, Span } from './types';

interface Props {
  chart: Chart;
  times: number[];
  from: number;
  to: number;
  spans: Span[];
  marks: Mark[];
  hidden: ReadonlySet<string>;
  highlighted: string | null;
  isDark: boolean;
  clock: Clock;
  syncKey: string;
  onZoom?: (from: number, to: number) => void;
  onReset?: () => void;
}

export function Plot(props: Props) {
  const { chart, times, hidden, highlighted, isDark, clock, syncKey } = props;
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const [cursor, setCursor] = useState<{ index: number; left: number } | null>(null);
  const [isPointed, setIsPointed] = useState(false);
  const [spoken, setSpoken] = useState('');

  const live = useRef<Live>(props);
  const handlers = useRef<Handlers>({ onCursor: () => {} });
  live.current = { from: props.from, to: props.to, spans: props.spans, marks: props.marks, threshold: chart.threshold };
  handlers.current = {
    onZoom: props.onZoom,
    onReset: props.onReset,
    onCursor: (index, left) => setCursor(index === null || left < 0 ? null : { index, left }),
  };

  const structure = JSON.stringify([chart.unit, chart.height, chart.series.map((one) => [one.key, one.label, one.colour, Boolean(one.previous)])]);
  const data = useMemo(() => dataOf(chart, times), [chart, times]);
  const latest = useRef({ chart, data, hidden });
  latest.current = { chart, data, hidden };

  useEffect(() => {
    const element = host.current!;
    const options = optionsOf(latest.current.chart, () => live.current, () => handlers.current, { isDark, clock, syncKey, width: element.clientWidth });
    const made = new uPlot(options, latest.current.data, element);
    plot.current = made;
    for (const key of latest.current.hidden) linesOf(latest.current.chart, key).forEach((line) => made.setSeries(line, { show: false }));
    const resize = new ResizeObserver(() => element.clientWidth > 0 && made.setSize({ width: element.clientWidth, height: options.height }));
    resize.observe(element);
    return () => {
      resize.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [structure, isDark, clock, syncKey]);

  useEffect(() => {
    plot.current?.setData(data);
  }, [data, props.from, props.to, props.spans, props.marks, chart.threshold]);

  useEffect(() => {
    for (const one of latest.current.chart.series) linesOf(latest.current.chart, one.key).forEach((line) => plot.current?.setSeries(line, { show: !hidden.has(one.key) }));
  }, [hidden, structure]);

  useEffect(() => {
    const line = highlighted === null ? null : (linesOf(latest.current.chart, highlighted).at(-1) ?? null);
    plot.current?.setSeries(line, { focus: line !== null });
  }, [highlighted, structure]);

  useEffect(() => {
    if (!isPointed) return;
    hold(true);
    return () => hold(false);
  }, [isPointed]);

  const onKey = (event: KeyboardEvent) => {
    const made = plot.current;
    if (!made || !times.length) return;
    const at = cursor?.index ?? times.length - 1;
    const step = event.shiftKey ? 12 : 1;
    const moves: Record<string, number> = { ArrowLeft: at - (cursor ? step : 0), ArrowRight: at + step, Home: 0, End: times.length - 1 };
    if (!(event.key in moves)) return;
    event.preventDefault();
    const index = Math.max(0, Math.min(times.length - 1, moves[event.key]));
    made.setCursor({ left: made.valToPos(times[index], 'x'), top: 10 });
    const said = chart.series.filter((one) => !hidden.has(one.key)).map((one) => `${one.label} ${valueText(one.values[index], chart.unit)}`);
    setSpoken(`${dateTime(times[index], clock)}: ${said.join(', ')}`);
  };

  return (
    <div
      className="iso-plot"
      role="group"
      tabIndex={0}
      aria-label={`${chart.title} over time. Arrow keys left and right read the values; the table below holds them all.`}
      onKeyDown={onKey}
      onMouseEnter={() => setIsPointed(true)}
      onMouseLeave={() => setIsPointed(false)}
      onBlur={() => plot.current?.setCursor({ left: -10, top: -10 })}
    >
      <div ref={host} />
      {cursor && <Tooltip chart={chart} index={cursor.index} at={times[cursor.index]} left={cursor.left + leftSpace} width={host.current?.clientWidth ?? 0} hidden={hidden} isDark={isDark} clock={clock} marks={props.marks} spans={props.spans} isMain={isPointed} secondsPerPixel={(props.to - props.from) / Math.max(1, host.current?.clientWidth ?? 1)} />}
      <div className="iso-only-spoken" aria-live="polite">{spoken}</div>
    </div>
  );
}
