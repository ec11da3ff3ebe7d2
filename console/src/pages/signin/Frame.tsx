import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useEffect, type ReactNode } from 'react';
import { useSession } from '../../api/session';

export function Frame({ title, description, children }: { title: string; description?: string; children: ReactNode }) {
  const { product } = useSession();
  useEffect(() => {
    document.title = `${title} · ${product.name}`;
  }, [title, product.name]);
  return (
    <main className="iso-signin">
      <div className="iso-brand">
        <img src="/isobar.svg" alt="" />
        <div>
          <div className="iso-brand-name">{product.name}</div>
          <div className="iso-soft">The internet, as your traffic sees it</div>
        </div>
      </div>
      <Container header={<Header variant="h1" description={description}>{title}</Header>}>{children}</Container>
    </main>
  );
}
