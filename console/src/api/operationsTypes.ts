import type { Known, Role } from './types';

export interface Source {
  name: string;
  format: string | null;
  files: string[];
  compressed: string[];
  lines: number;
  records: number;
  recordsPerSecond: Known;
  late: number;
  future: number;
  skipped: number;
  rotations: number;
  lostFiles: number;
  bytes: number;
  lagBytes: number;
  lagSeconds: Known;
  silentSeconds: Known;
  rejected: { reason: string; lines: number; samples: string[] }[];
}
export interface Sources { now: number; watermark: number | null; unlocated: number; faults: { kind: string; text: string }[]; sources: Source[] }

export interface Alarm {
  name: string;
  arn: string;
  description: string | null;
  state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  reason: string | null;
  stateSince: number;
  configuredAt: number;
  actionsEnabled: boolean;
  metric: { namespace: string; name: string; monitor: string; location: string | null } | null;
  isSimple: boolean;
  statistic: string | null;
  periodSeconds: Known;
  evaluationPeriods: Known;
  datapointsToAlarm: Known;
  threshold: Known;
  comparison: string | null;
  missingData: string | null;
  alarmActions: string[];
  okActions: string[];
  insufficientDataActions: string[];
}
export interface AlarmOptions {
  monitors: { name: string; locations: string[] }[];
  metrics: string[];
  statistics: string[];
  comparisons: string[];
  missingData: string[];
  actions: { arn: string; name: string }[];
}
export interface AlarmHistory { entries: { id: number; at: number; kind: string; summary: string }[]; next: string | null }

export interface SessionEntry { id: string; user: string; createdAt: number; lastSeenAt: number; expiresAt: number; address: string; userAgent: string; isCurrent: boolean }
export interface User { name: string; role: Role; createdAt: number; lastSignInAt: number | null; isDisabled: boolean; lockedUntil: number | null; hasPassword: boolean; provider: string | null }
export interface AccessKey { id: string; name: string; account: string; policy: string; createdAt: number; secret?: string }
export interface AuditEntry { id: number; at: number; user: string; address: string; action: string; target: string; outcome: string; detail: string | null }
