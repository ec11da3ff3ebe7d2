import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useMemo, useState } from 'react';
import type { Resource } from '../../api/types';
import { useApi } from '../../api/useApi';
import { AnswerState, Nothing } from '../../components/Panel';
import { RouteLink } from '../../components/RouteLink';
import { bytes, count } from '../../format/numbers';

interface Props { chosen: string[]; onChange: (arns: string[]) => void }

/** What the server knows to receive traffic, to be picked one by one or all at once. */
export function ResourcePicker({ chosen, onChange }: Props) {
  const answer = useApi<{ resources: Resource[] }>('/api/resources', {}, { isLive: false });
  const [text, setText] = useState('');
  return (
    <AnswerState
      answer={answer}
      empty={(data) => (data.resources.length ? null : { title: 'The server knows no source yet', text: <RouteLink to="/sources">See what the sources say</RouteLink> })}
    >
      {(data) => <Picker resources={data.resources} chosen={chosen} onChange={onChange} text={text} onText={setText} />}
    </AnswerState>
  );
}

function Picker({ resources, chosen, onChange, text, onText }: Props & { resources: Resource[]; text: string; onText: (text: string) => void }) {
  const shown = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    return resources.filter((one) => `${one.name} ${one.kindName} ${one.locations.map((place) => place.name).join(' ')}`.toLowerCase().includes(wanted));
  }, [resources, text]);
  const picked = new Set(chosen);
  const hidden = chosen.filter((arn) => !shown.some((one) => one.arn === arn));
  return (
    <Table
      variant="embedded"
      items={shown}
      trackBy="arn"
      selectionType="multi"
      selectedItems={shown.filter((one) => picked.has(one.arn))}
      onSelectionChange={({ detail }) => onChange([...hidden, ...detail.selectedItems.map((one) => one.arn)])}
      onRowClick={({ detail }) => onChange(picked.has(detail.item.arn) ? chosen.filter((arn) => arn !== detail.item.arn) : [...chosen, detail.item.arn])}
      ariaLabels={{ tableLabel: 'Resources', selectionGroupLabel: 'Resources', allItemsSelectionLabel: () => 'All resources', itemSelectionLabel: (_, one) => `Choose ${one.name}` }}
      header={<Header variant="h3" counter={`(${chosen.length} of ${resources.length})`}>Resources</Header>}
      filter={resources.length > 8 ? <TextFilter filteringText={text} filteringPlaceholder="Find a resource" onChange={({ detail }) => onText(detail.filteringText)} /> : undefined}
      empty={<Nothing title="No resource of that name" />}
      columnDefinitions={[
        { id: 'name', header: 'Resource', cell: (one) => one.name, isRowHeader: true, minWidth: 140 },
        { id: 'kind', header: 'Kind', cell: (one) => one.kindName, minWidth: 120 },
        { id: 'locations', header: 'Service locations', cell: (one) => one.locations.map((place) => place.name).join(', ') || '–', minWidth: 150 },
        { id: 'traffic', header: 'Traffic, 24 h', cell: (one) => <span className="iso-number">{bytes(one.traffic.bytesIn + one.traffic.bytesOut)}</span>, minWidth: 110 },
        { id: 'networks', header: 'City-networks', cell: (one) => count(one.traffic.cityNetworks), minWidth: 110 },
        { id: 'monitors', header: 'Watched by', cell: (one) => one.monitors.join(', ') || <Box color="text-body-secondary">nobody</Box>, minWidth: 120 },
      ]}
    />
  );
}
