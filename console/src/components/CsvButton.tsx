import Button from '@cloudscape-design/components/button';
import { csvText, download, type Cell } from './csv';

interface Props { name: string; columns: string[]; rows: () => Cell[][]; label: string; isDisabled?: boolean }

export function CsvButton({ name, columns, rows, label, isDisabled }: Props) {
  return (
    <Button iconName="download" variant="normal" disabled={isDisabled} ariaLabel={`Download ${label} as CSV`} onClick={() => download(name, csvText(columns, rows()))}>
      CSV
    </Button>
  );
}
