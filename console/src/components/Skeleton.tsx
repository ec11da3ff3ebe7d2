const widths = ['92%', '76%', '84%', '60%', '88%', '70%'];

export function Skeleton({ lines = 4 }: { lines?: number }) {
  return (
    <div className="iso-skeleton" role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} style={{ inlineSize: widths[index % widths.length] }} />
      ))}
    </div>
  );
}
