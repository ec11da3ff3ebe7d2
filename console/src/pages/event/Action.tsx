import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { EventDetails } from '../../api/eventTypes';

/** What to do about it, with the text for the provider ready to send. */
export function Action({ event }: { event: EventDetails }) {
  const { action } = event;
  if (!action) return null;
  const ticket = action.ticketText ? `${action.ticketSubject ?? ''}\n\n${action.ticketText}`.trim() : null;
  return (
    <Container
      header={
        <Header variant="h2" actions={ticket && <CopyToClipboard copyButtonText="Copy the text" copySuccessText="Copied" copyErrorText="Could not be copied" textToCopy={ticket} />}>
          What to do
        </Header>
      }
    >
      <SpaceBetween size="s">
        <Box variant="p">{action.text}</Box>
        {ticket && (
          <div>
            {action.ticketSubject && <Box variant="awsui-key-label">{action.ticketSubject}</Box>}
            <pre className="iso-pre">{action.ticketText}</pre>
          </div>
        )}
      </SpaceBetween>
    </Container>
  );
}
