'use client';

import { Archive, Ellipsis, KeyRound, Pause, Play } from 'lucide-react';
import { useState } from 'react';
import type { RouterOutputs } from '@/components/shell/api-types';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem } from '@/components/ui/menu';
import { KeysDialog } from './keys-dialog';
import { useSourceChanges } from './use-source-changes';

type Source = RouterOutputs['sources']['list'][number];

/** What can be done with one HTTP source. */
export function SourceMenu({ source }: { source: Source }) {
  const [keysOpen, setKeysOpen] = useState(false);
  const { setPaused, archive } = useSourceChanges(source);
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button size="small" variant="quiet" iconOnly aria-label={`Actions for ${source.name}`}>
            <Ellipsis aria-hidden />
          </Button>
        }
      >
        <MenuItem icon={<KeyRound className="icon-s text-muted" aria-hidden />} onSelect={() => setKeysOpen(true)}>
          Write keys
        </MenuItem>
        <MenuItem
          icon={
            source.paused ? (
              <Play className="icon-s text-muted" aria-hidden />
            ) : (
              <Pause className="icon-s text-muted" aria-hidden />
            )
          }
          onSelect={() => setPaused(!source.paused)}
        >
          {source.paused ? 'Go on taking records' : 'Pause'}
        </MenuItem>
        <MenuItem icon={<Archive className="icon-s text-muted" aria-hidden />} onSelect={archive}>
          Archive
        </MenuItem>
      </Menu>
      <KeysDialog source={source} open={keysOpen} onOpenChange={setKeysOpen} />
    </>
  );
}
