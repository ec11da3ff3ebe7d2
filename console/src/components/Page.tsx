import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import { useEffect, type ReactNode } from 'react';

interface Props { title: string; description?: ReactNode; actions?: ReactNode; info?: ReactNode; children: ReactNode; tabTitle?: string }

export function Page({ title, description, actions, info, children, tabTitle }: Props) {
  useEffect(() => {
    document.title = `${tabTitle ?? title} · Isobar`;
  }, [title, tabTitle]);
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={description} actions={actions} info={info}>
          {title}
        </Header>
      }
    >
      {children}
    </ContentLayout>
  );
}
