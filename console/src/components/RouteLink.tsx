import Link, { type LinkProps } from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';

interface Props { to: string; children: ReactNode; variant?: LinkProps.Variant; fontSize?: LinkProps.FontSize; ariaLabel?: string }

/** A link inside the console: followed without loading it anew, opened in a new tab as any other. */
export function RouteLink({ to, children, variant, fontSize, ariaLabel }: Props) {
  const navigate = useNavigate();
  return (
    <Link
      href={to}
      variant={variant}
      fontSize={fontSize}
      ariaLabel={ariaLabel}
      onFollow={(event) => {
        event.preventDefault();
        void navigate(to);
      }}
    >
      {children}
    </Link>
  );
}
