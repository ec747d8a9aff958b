'use client';

import { Button } from '@/components/ui/button';
import { signOut } from './session-client';

export function SignOutLink() {
  return (
    <Button variant="quiet" size="small" onClick={() => void signOut()}>
      Sign out
    </Button>
  );
}
