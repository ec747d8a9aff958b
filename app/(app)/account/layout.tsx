import type { ReactNode } from 'react';
import { ApiProvider } from '@/components/shell/api-provider';

export default function AccountLayout({ children }: { children: ReactNode }) {
  return <ApiProvider>{children}</ApiProvider>;
}
