import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import type { ApiError } from '../api/client';

interface Props { title: string; verb: string; children: ReactNode; isBusy: boolean; error: ApiError | null; onConfirm: () => void; onClose: () => void }

export function Confirm({ title, verb, children, isBusy, error, onConfirm, onClose }: Props) {
  return (
    <Modal
      visible
      header={title}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>Cancel</Button>
            <Button variant="primary" loading={isBusy} onClick={onConfirm}>{verb}</Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {error && <Alert type="error">{error.message}</Alert>}
        <Box variant="p">{children}</Box>
      </SpaceBetween>
    </Modal>
  );
}
