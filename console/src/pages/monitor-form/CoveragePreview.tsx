import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Coverage } from '../../api/types';
import { useApi } from '../../api/useApi';
import { AnswerState } from '../../components/Panel';
import { Tile, Tiles } from '../../components/Tile';
import { useTimes } from '../../components/useTimes';
import { count, money, percent, plural } from '../../format/numbers';
import { maximumProblem, type Draft } from './draft';
import { useSettled } from './useSettled';

/** From live traffic: what the choice covers, what each share would need, and what the AWS service would charge for the same. */
export function CoveragePreview({ draft }: { draft: Pick<Draft, 'resources' | 'trafficPercentage' | 'maximum'> }) {
  const settled = useSettled(draft, 250);
  const answer = useApi<Coverage>(
    '/api/coverage',
    { resource: settled.resources, percentage: settled.trafficPercentage, maximum: maximumProblem(settled.maximum) ? undefined : settled.maximum },
    { isLive: false, isEnabled: settled.resources.length > 0 },
  );
  if (!settled.resources.length) return <Box color="text-body-secondary">Choose resources to see what this covers.</Box>;
  return (
    <AnswerState answer={answer} empty={(data) => (data.cityNetworks ? null : { title: 'No traffic in the last hour', text: 'What this covers can be told as soon as records come in.' })}>
      {(data) => <Preview data={data} />}
    </AnswerState>
  );
}

function Preview({ data }: { data: Coverage }) {
  const times = useTimes();
  const { selection, price, levels } = data;
  const most = Math.max(1, ...levels.cityNetworks);
  return (
    <SpaceBetween size="m">
      <Tiles>
        <Tile label="City-networks watched" value={count(selection.cityNetworks)} note={`of ${count(data.cityNetworks)} seen`} tone={selection.isCapped ? 'warn' : undefined} />
        <Tile label="Traffic covered" value={percent(selection.trafficPercent)} note={selection.isCapped ? 'the cap cuts it' : `of all ${data.weighedIn}`} tone={selection.isCapped ? 'warn' : 'ok'} />
        <Tile label="The AWS service would charge" value={money(price.perMonth)} note={`a month: ${plural(price.resources, 'resource')} ${money(price.resourcesPerMonth)}, ${plural(price.cityNetworksBilled, 'city-network')} ${money(price.cityNetworksPerMonth)}. Isobar charges nothing.`} />
      </Tiles>
      <div>
        <Box variant="awsui-key-label">City-networks that each share of the traffic needs</Box>
        <table className="iso-levels">
          <thead className="iso-only-spoken"><tr><th scope="col">Share of the traffic</th><th scope="col">City-networks</th></tr></thead>
          <tbody>
            {levels.percentage.map((level, index) => (
              <tr key={level}>
                <th scope="row">{level}%</th>
                <td>
                  <span className="iso-level-bar" style={{ inlineSize: `${(levels.cityNetworks[index] / most) * 100}%` }} />
                  <span className="iso-number">{count(levels.cityNetworks[index])}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Box color="text-body-secondary" fontSize="body-s">From the traffic of {times.short(data.from)} to {times.short(data.to)} {times.zone}. Price: list prices of 730 hours, without logs and metrics.</Box>
    </SpaceBetween>
  );
}
