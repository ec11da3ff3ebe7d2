import './path.css';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { EventPath, PathNode } from '../../api/eventTypes';
import { network, percent, plural } from '../../format/numbers';
import { gathered } from './paths';

const roles: Record<PathNode['kind'], string> = { service: 'Your service', transit: 'Transit network', client: 'Client network' };

/** The way of the traffic from the service to its clients, with the one to blame marked. */
export function NetworkPath({ paths }: { paths: EventPath[] }) {
  const rows = gathered(paths);
  if (!rows.length) return null;
  return (
    <Container header={<Header variant="h2" description="From your service to the networks of the clients. A red, broken border marks who is to blame.">Path of the traffic</Header>}>
      <div className="iso-paths">
        {rows.slice(0, 6).map((row) => (
          <div key={row.key} className="iso-path">
            <ol aria-label={`Path from ${row.nodes[0]?.label}`}>
              {row.nodes.map((node, index) => (
                <li key={index} className={node.isCulprit ? 'is-culprit' : ''}>
                  {index > 0 && <Link isBroken={node.isCulprit || row.nodes[index - 1].isCulprit} />}
                  <div className="iso-path-node">
                    <NodeSign kind={node.kind} isCulprit={node.isCulprit} />
                    <div>
                      <div className="iso-path-role">{roles[node.kind]}{node.isCulprit && <strong> · to blame</strong>}</div>
                      <div className="iso-path-name">{nodeName(node)}</div>
                    </div>
                  </div>
                </li>
              ))}
            </ol>
            <div className="iso-soft">{row.share === null ? '' : `${percent(row.share * 100)} of the impact`}{row.count > 1 ? `, ${plural(row.count, 'path')}` : ''}</div>
          </div>
        ))}
        {rows.length > 6 && <Box color="text-body-secondary">And {plural(rows.length - 6, 'further path')} with less of the impact.</Box>}
      </div>
    </Container>
  );
}

function nodeName(node: PathNode): string {
  return node.kind === 'service' || node.label.includes(`AS${node.asn}`) ? node.label : network(node.label, node.asn);
}

function Link({ isBroken }: { isBroken: boolean }) {
  return (
    <svg className={`iso-path-link${isBroken ? ' is-broken' : ''}`} viewBox="0 0 64 16" preserveAspectRatio="none" aria-hidden="true">
      <line x1="0" y1="8" x2="64" y2="8" />
    </svg>
  );
}

function NodeSign({ kind, isCulprit }: { kind: PathNode['kind']; isCulprit: boolean }) {
  return (
    <svg className="iso-path-sign" viewBox="0 0 40 40" aria-hidden="true">
      <circle cx="20" cy="20" r="18" />
      {kind === 'service' && <path d="M12 13h16v5H12zM12 21.500h16v5H12zM15 15.500h2M15 24h2" />}
      {kind === 'transit' && <path d="M12 20h16M20 12v16M14 14l12 12M26 14 14 26" />}
      {kind === 'client' && <path d="M20 12a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 29c1-5 4-7 8-7s7 2 8 7" />}
      {isCulprit && (
        <g className="iso-path-cross">
          <circle cx="32" cy="8" r="7" />
          <path d="m29.500 5.500 5 5m0-5-5 5" />
        </g>
      )}
    </svg>
  );
}
