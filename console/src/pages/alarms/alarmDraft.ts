import type { Alarm, AlarmOptions } from '../../api/operationsTypes';

export interface AlarmDraft {
  name: string;
  description: string;
  monitor: string;
  metric: string;
  location: string;
  statistic: string;
  periodSeconds: number;
  evaluationPeriods: string;
  datapointsToAlarm: string;
  threshold: string;
  comparison: string;
  missingData: string;
  actionsEnabled: boolean;
  alarmActions: string[];
  okActions: string[];
  insufficientDataActions: string[];
}

export function newAlarm(options: AlarmOptions): AlarmDraft {
  const monitor = options.monitors[0]?.name ?? '';
  return {
    name: '',
    description: '',
    monitor,
    metric: options.metrics[0] ?? 'AvailabilityScore',
    location: '',
    statistic: 'Average',
    periodSeconds: 300,
    evaluationPeriods: '3',
    datapointsToAlarm: '2',
    threshold: '95',
    comparison: 'LessThanThreshold',
    missingData: 'missing',
    actionsEnabled: true,
    alarmActions: options.actions.slice(0, 1).map((one) => one.arn),
    okActions: [],
    insufficientDataActions: [],
  };
}

export function draftOfAlarm(alarm: Alarm): AlarmDraft {
  return {
    name: alarm.name,
    description: alarm.description ?? '',
    monitor: alarm.metric?.monitor ?? '',
    metric: alarm.metric?.name ?? '',
    location: alarm.metric?.location ?? '',
    statistic: alarm.statistic ?? 'Average',
    periodSeconds: alarm.periodSeconds ?? 300,
    evaluationPeriods: String(alarm.evaluationPeriods ?? 1),
    datapointsToAlarm: alarm.datapointsToAlarm === null ? '' : String(alarm.datapointsToAlarm),
    threshold: alarm.threshold === null ? '' : String(alarm.threshold),
    comparison: alarm.comparison ?? 'LessThanThreshold',
    missingData: alarm.missingData ?? 'missing',
    actionsEnabled: alarm.actionsEnabled,
    alarmActions: alarm.alarmActions,
    okActions: alarm.okActions,
    insufficientDataActions: alarm.insufficientDataActions,
  };
}

export function alarmProblem(draft: AlarmDraft): string | null {
  if (!draft.name.trim()) return 'Give it a name.';
  if (!draft.monitor) return 'Choose a monitor.';
  const isWhole = (text: string) => /^\d{1,4}$/.test(text) && Number(text) > 0;
  if (!isWhole(draft.evaluationPeriods)) return 'How many periods are looked at is a whole number.';
  if (draft.datapointsToAlarm && (!isWhole(draft.datapointsToAlarm) || Number(draft.datapointsToAlarm) > Number(draft.evaluationPeriods))) return 'How many must be bad is a whole number, at most how many are looked at.';
  return draft.threshold.trim() !== '' && Number.isFinite(Number(draft.threshold)) ? null : 'The threshold is a number.';
}

export function alarmBody(draft: AlarmDraft, isNew: boolean) {
  const { name, location, datapointsToAlarm, evaluationPeriods, threshold, ...rest } = draft;
  return {
    ...rest,
    ...(isNew ? { name: name.trim() } : {}),
    ...(location ? { location } : {}),
    ...(datapointsToAlarm ? { datapointsToAlarm: Number(datapointsToAlarm) } : {}),
    evaluationPeriods: Number(evaluationPeriods),
    threshold: Number(threshold),
  };
}
