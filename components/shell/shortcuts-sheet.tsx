'use client';

import type { ReactNode } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { Chord, Kbd } from '@/components/ui/kbd';
import { navFor } from './nav';
import { useShell } from './shell-context';

function Row({ keys, children }: { keys: ReactNode; children: ReactNode }) {
  return (
    <div className="flex h-8 items-center justify-between gap-4">
      <dt>{children}</dt>
      <dd className="flex items-center gap-1">{keys}</dd>
    </div>
  );
}

const inTables = [
  { keys: ['↑', '↓'], does: 'Move between rows' },
  { keys: ['↵'], does: 'Open' },
  { keys: ['S'], does: 'Save a cohort cell as a segment' },
  { keys: ['Z'], does: 'Undo, while the toast is shown' },
];

/** What the keyboard can do; `?` opens it. */
export function ShortcutsSheet({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { person } = useShell();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts" wide>
      <div className="grid gap-x-10 gap-y-4 text-table md:grid-cols-2">
        <div>
          <h3 className="mb-1 text-small text-muted">Go</h3>
          <dl>
            {navFor(person.role).map((item) => (
              <Row key={item.id} keys={[<Kbd key="g">G</Kbd>, <Kbd key="letter">{item.key.toUpperCase()}</Kbd>]}>
                {item.label}
              </Row>
            ))}
          </dl>
        </div>
        <div>
          <h3 className="mb-1 text-small text-muted">Everywhere</h3>
          <dl>
            <Row keys={<Chord keys="K" />}>Find or do</Row>
            <Row keys={<Kbd>?</Kbd>}>This sheet</Row>
          </dl>
          <h3 className="mt-4 mb-1 text-small text-muted">In tables and grids</h3>
          <dl>
            {inTables.map((line) => (
              <Row key={line.does} keys={line.keys.map((key) => <Kbd key={key}>{key}</Kbd>)}>
                {line.does}
              </Row>
            ))}
          </dl>
        </div>
      </div>
    </Dialog>
  );
}
