import type { EventPath, PathNode } from '../../api/eventTypes';

export interface PathRow { key: string; nodes: PathNode[]; share: number | null; count: number }

/** Paths that are the same but for the client's network behind the culprit are one picture; the most of the impact comes first. */
export function gathered(paths: EventPath[]): PathRow[] {
  const rows = new Map<string, PathRow>();
  for (const path of paths) {
    const key = path.nodes.map((node) => `${node.kind} ${node.asn} ${node.label} ${node.isCulprit}`).join(' > ');
    const row = rows.get(key);
    if (row) {
      row.count++;
      row.share = row.share === null || path.shareOfImpact === null ? row.share : row.share + path.shareOfImpact;
    } else rows.set(key, { key, nodes: path.nodes, share: path.shareOfImpact, count: 1 });
  }
  return [...rows.values()].sort((a, b) => (b.share ?? 0) - (a.share ?? 0));
}
