import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import Box from '@cloudscape-design/components/box';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { tagsProblem, type Tag } from './draft';

export function TagsForm({ tags, onChange }: { tags: Tag[]; onChange: (tags: Tag[]) => void }) {
  const change = (index: number, part: Partial<Tag>) => onChange(tags.map((tag, at) => (at === index ? { ...tag, ...part } : tag)));
  const problem = tagsProblem(tags);
  return (
    <SpaceBetween size="xs">
      <AttributeEditor
        items={tags}
        addButtonText="Add a tag"
        removeButtonText="Remove"
        disableAddButton={tags.length >= 50}
        empty="No tags"
        onAddButtonClick={() => onChange([...tags, { key: '', value: '' }])}
        onRemoveButtonClick={({ detail }) => onChange(tags.filter((_, index) => index !== detail.itemIndex))}
        definition={[
          { label: 'Key', control: (tag, index) => <Input value={tag.key} ariaLabel="Key" onChange={({ detail }) => change(index, { key: detail.value })} /> },
          { label: 'Value', control: (tag, index) => <Input value={tag.value} ariaLabel="Value" onChange={({ detail }) => change(index, { value: detail.value })} /> },
        ]}
      />
      {problem && <Box color="text-status-error">{problem}</Box>}
    </SpaceBetween>
  );
}
