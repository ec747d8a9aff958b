import type { ReactNode } from 'react';
import { ApiProvider } from '@/components/shell/api-provider';

export default function PublicLayout({ children }: { children: ReactNode }) {
  return <ApiProvider>{children}</ApiProvider>;
}
