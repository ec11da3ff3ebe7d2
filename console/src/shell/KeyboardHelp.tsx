import Modal from '@cloudscape-design/components/modal';

const keys: [string[], string][] = [
  [['?'], 'shows and hides this list'],
  [['/'], 'goes to the filter'],
  [['r'], 'refreshes what is shown'],
  [['d'], 'changes between light and dark'],
  [['t', '←'], 'goes back in time by half of what is shown; t → forward'],
  [['t', '↓'], 'shows a longer time; t ↑ a shorter one'],
  [['t', '0'], 'goes back to the last 24 hours'],
  [['←', '→'], 'in a chart: reads its values; on a map: moves it, with ↑ and ↓'],
  [['+', '−'], 'on a map: closer and farther; 0 shows all of it'],
  [['Esc'], 'closes what is open'],
];

export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  return (
    <Modal visible header="Keyboard" onDismiss={onClose} closeAriaLabel="Close">
      <dl className="iso-keys">
        {keys.map(([combination, text]) => (
          <div key={combination.join()}>
            <dt>
              {combination.map((key) => (
                <kbd className="iso-key" key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
