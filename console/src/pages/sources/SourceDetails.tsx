import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Source } from '../../api/operationsTypes';
import { count, plural } from '../../format/numbers';

const reasons: Record<string, string> = {
  Blank: 'Empty',
  Comment: 'A comment',
  Header: 'A header',
  HostName: 'A host name in the place of the client address',
  NoClient: 'No client address',
  BadAddress: 'The client address cannot be read',
  BadTime: 'The time cannot be read',
  BadNumber: 'A number cannot be read',
  BadStatus: 'The status cannot be read',
  Truncated: 'The line ends too soon',
  Mismatch: 'Not of this format',
  NotJson: 'Not JSON',
};

export function SourceDetails({ source }: { source: Source }) {
  return (
    <Container header={<Header variant="h2">{source.name}</Header>}>
      <SpaceBetween size="m">
        <KeyValuePairs
          columns={4}
          minColumnWidth={150}
          items={[
            { label: 'Lines', value: count(source.lines) },
            { label: 'Records', value: count(source.records) },
            { label: 'Late, left out', value: count(source.late) },
            { label: 'From the future, left out', value: count(source.future) },
            { label: 'Skipped', value: count(source.skipped) },
            { label: 'Rotations followed', value: count(source.rotations) },
            { label: 'Files lost', value: count(source.lostFiles) },
            { label: 'Format', value: source.format ?? 'not yet recognised' },
          ]}
        />
        {source.files.length + source.compressed.length > 0 && (
          <div>
            <Box variant="awsui-key-label">Files</Box>
            <pre className="iso-pre">{[...source.files, ...source.compressed].join('\n')}</pre>
          </div>
        )}
        <Box variant="h3" padding="n">Rejected lines</Box>
        {source.rejected.length === 0 && <Box color="text-body-secondary">None. Every line could be read.</Box>}
        {source.rejected.map((one) => (
          <div key={one.reason}>
            <Box variant="awsui-key-label">{reasons[one.reason] ?? one.reason}: {plural(one.lines, 'line')}</Box>
            {one.samples.length > 0 && <pre className="iso-pre">{one.samples.join('\n')}</pre>}
          </div>
        ))}
      </SpaceBetween>
    </Container>
  );
}
