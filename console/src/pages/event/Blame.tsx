import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Blame as BlameType, EventDetails, Suspect } from '../../api/eventTypes';
import { causeName } from '../../components/EventParts';
import { csvName } from '../../components/csv';
import { DataTable, type Column } from '../../components/DataTable';
import { Nothing } from '../../components/Panel';
import { confidence, percent } from '../../format/numbers';

const verdicts: Record<string, string> = {
  Blamed: 'To blame',
  Ambiguous: 'Suspected, as others explain it as well',
  Insufficient: 'Not told apart from others, for too little traffic',
};

/** Who is to blame, how sure that is, and why: the votes inside and outside of each suspect. */
export function Blame({ event }: { event: EventDetails }) {
  return (
    <Container header={<Header variant="h2" description="Pairs of places and service locations vote: a suspect is convicted where those through it are bad and comparable others are not">Who is to blame, and why</Header>}>
      {event.blames.length === 0 && <Nothing title="Nobody can be blamed yet" text="Too few pairs tell the suspects apart. It is judged anew with every window." />}
      <SpaceBetween size="l">
        {event.blames.map((blame, index) => <One key={index} blame={blame} event={event} />)}
      </SpaceBetween>
    </Container>
  );
}

function One({ blame, event }: { blame: BlameType; event: EventDetails }) {
  const label = blame.element?.label ?? causeName(blame.cause);
  return (
    <SpaceBetween size="s">
      <Box variant="h3" padding="n">{verdicts[blame.verdict] ?? blame.verdict}: {label}</Box>
      <div className="iso-tiles">
        <ProgressBar value={Math.floor((blame.confidence ?? 0) * 100)} label="How sure" additionalInfo={`${confidence(blame.confidence)}; ${causeName(blame.cause).toLowerCase()}`} />
        <ProgressBar value={(blame.shareOfImpact ?? 0) * 100} label="Explains of the impact" additionalInfo={percent(blame.shareOfImpact === null ? null : blame.shareOfImpact * 100)} />
      </div>
      <DataTable variant="embedded" label={`Suspects: ${label}`} title="Suspects and their votes" items={blame.suspects} columns={columns} id={suspectId} csv={csvName([event.monitor, 'suspects'])} pageSize={8} />
    </SpaceBetween>
  );
}

const kinds: Record<string, string> = {
  ServiceLocation: 'Service location',
  Zone: 'Zone',
  AddressFamily: 'Address family',
  AsPath: 'Path of networks',
  TransitAs: 'Transit network',
  ClientAs: 'Client network',
  ClientAsn: 'Client network',
  Country: 'Country',
  Metro: 'Metro',
  City: 'City',
  Pair: 'City-network',
};

function suspectId(suspect: Suspect): string {
  return `${suspect.element.kind} ${suspect.element.location} ${suspect.element.key}`;
}

const votes = (bad: number, total: number) => `${bad} of ${total}`;

const columns: Column<Suspect>[] = [
  { id: 'label', header: 'Suspect', cell: (one) => one.element.label, value: (one) => one.element.label, minWidth: 200 },
  { id: 'kind', header: 'Kind', cell: (one) => kinds[one.element.kind] ?? one.element.kind, value: (one) => kinds[one.element.kind] ?? one.element.kind, minWidth: 130 },
  { id: 'inside', header: 'Bad of those through it', cell: (one) => votes(one.badInside, one.totalInside), value: (one) => votes(one.badInside, one.totalInside), isOneLine: true, minWidth: 150 },
  { id: 'outside', header: 'Bad of the others', cell: (one) => votes(one.badOutside, one.totalOutside), value: (one) => votes(one.badOutside, one.totalOutside), isOneLine: true, minWidth: 130 },
  { id: 'power', header: 'Explains', cell: (one) => percent(one.explanatoryPower === null ? null : one.explanatoryPower * 100), value: (one) => one.explanatoryPower, isOneLine: true },
  { id: 'confidence', header: 'How sure', cell: (one) => confidence(one.confidence), value: (one) => one.confidence, isOneLine: true },
];
