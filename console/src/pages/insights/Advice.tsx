import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { Insights } from '../../api/explorerTypes';
import { millis, percent } from '../../format/numbers';

export function Advice({ data }: { data: Insights }) {
  return (
    <Container header={<Header variant="h2" description="The moves that most traffic would gain from">Suggestions</Header>}>
      {data.advice.length === 0 && <Box color="text-body-secondary">Nobody would gain: each client is already served from the best location known.</Box>}
      <ul className="iso-advice">
        {data.advice.map((one, index) => (
          <li key={index}>
            <div className="iso-advice-gain">{one.gainMillis === null ? '' : `−${millis(one.gainMillis)}`}</div>
            <div>
              <div>{one.text}</div>
              <div className="iso-soft">{one.current} → {one.proposed}, {percent(one.trafficPercent)} of the traffic</div>
            </div>
          </li>
        ))}
      </ul>
    </Container>
  );
}
