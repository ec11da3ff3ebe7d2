import './charts.css';
import { useCallback, useId, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { zoneName } from '../format/times';
import { useIsDark, usePreferences } from '../state/preferences';
import { ChartTable } from './ChartTable';
import { Legend } from './Legend';
import { merged } from './merge';
import { Plot } from './Plot';
import { Ribbon } from './Ribbon';
import type { Chart, Mark, Span, TimeFrame } from './types';

interface Props {
  label: string;
  frame: TimeFrame;
  charts: Chart[];
  spans?: Span[];
  marks?: Mark[];
  csv: string;
  highlighted?: string | null;
  /** Charts with the same key share one cursor. */
  syncKey?: string;
  onZoom?: (from: number, to: number) => void;
  onReset?: () => void;
}

const none: never[] = [];

/** Plots over one axis of time, with one cursor, one ribbon above and one table below. */
export function ChartGroup({ label, frame, charts, spans: every = none, marks = none, csv, highlighted, syncKey, onZoom, onReset }: Props) {
  const { clock } = usePreferences();
  const isDark = useIsDark();
  const own = useId();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [pointed, setPointed] = useState<string | null>(null);

  const toggle = useCallback((key: string) => {
    setHidden((old) => {
      const next = new Set(old);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  }, []);

  const isolate = useCallback((chart: Chart, key: string) => {
    setHidden((old) => {
      const others = chart.series.map((one) => one.key).filter((one) => one !== key);
      const isAlone = !old.has(key) && others.every((one) => old.has(one));
      const kept = [...old].filter((one) => !chart.series.some((series) => series.key === one));
      return new Set(isAlone || !others.length ? kept : [...kept, ...others]);
    });
  }, []);

  const spans = useMemo(() => merged(every), [every]);
  const ribbon = useMemo(() => [...spans].sort((a, b) => order[a.tone] - order[b.tone]), [spans]);

  return (
    <div className="iso-charts">
      {ribbon.length > 0 && <Ribbon spans={ribbon} from={frame.from} to={frame.to} />}
      {charts.map((chart) => (
        <div key={chart.id}>
          <Legend chart={chart} hidden={hidden} isDark={isDark} onToggle={toggle} onIsolate={(key) => isolate(chart, key)} onHover={setPointed} />
          <div style={{ minBlockSize: chart.height ?? 180 }}>
            <Plot
              chart={chart}
              times={frame.times}
              from={frame.from}
              to={frame.to}
              spans={spans}
              marks={marks}
              hidden={hidden}
              highlighted={pointed ?? highlighted ?? null}
              isDark={isDark}
              clock={clock}
              syncKey={syncKey ?? own}
              onZoom={onZoom}
              onReset={onReset}
            />
          </div>
        </div>
      ))}
      <ChartTable label={label} charts={charts} times={frame.times} hidden={hidden} clock={clock} zone={zoneName(clock)} csv={csv} />
    </div>
  );
}

const order: Record<Span['tone'], number> = { maintenance: 0, missing: 1, past: 2, event: 3 };

/** Takes the whole page to the time that was dragged over, as a step that Back undoes; a double click goes back to where the page began. */
export function useZoom() {
  const navigate = useNavigate();
  const change = useCallback(
    (edit: (params: URLSearchParams) => void) => {
      const params = new URLSearchParams(window.location.search);
      edit(params);
      void navigate({ search: params.toString() });
    },
    [navigate],
  );
  const onZoom = useCallback(
    (from: number, to: number) =>
      change((params) => {
        params.set('from', String(from));
        params.set('to', String(Math.max(to, from + 300)));
      }),
    [change],
  );
  const onReset = useCallback(
    () =>
      change((params) => {
        params.delete('from');
        params.delete('to');
      }),
    [change],
  );
  return { onZoom, onReset };
}
