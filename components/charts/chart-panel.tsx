'use client';

import { ChartLine, Ellipsis, FileDown, ImageDown, Table2 } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { Menu, MenuItem } from '@/components/ui/menu';
import { Panel, type PanelProps } from '@/components/ui/panel';
import { ChartSkeleton } from '@/components/ui/skeleton';
import type { ChartCanvasProps, ChartHandle } from './chart-canvas';
import { ChartTable } from './chart-table';
import { chartCsv, download, fileName } from './export';
import type { ChartSpec } from './spec';

const ChartCanvas = lazy(() => import('./chart-canvas').then((file) => ({ default: file.ChartCanvas })));

interface ChartPanelProps extends Pick<PanelProps, 'sub' | 'actions' | 'foot' | 'className'> {
  title: string;
  spec: ChartSpec;
  /** Height classes of the picture; it grows with the panel beside it unless they fix it. */
  height?: string;
  onPick?: ChartCanvasProps['onPick'];
  /** Above the picture: its own conclusion. */
  lead?: ReactNode;
  /** Below the picture, e.g. a legend of ramps. */
  children?: ReactNode;
}

const skeleton = <ChartSkeleton className="absolute inset-0" />;

/** True from the moment the element comes near the screen. */
function useSeen() {
  const ref = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element || seen) return;
    const observer = new IntersectionObserver((entries) => setSeen(entries.some((entry) => entry.isIntersecting)), {
      rootMargin: '200px',
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [seen]);
  return { ref, seen };
}

/** A panel with one picture: chart or table, PNG and CSV. Every chart of the app is one of these. */
export function ChartPanel({
  title,
  sub,
  actions,
  foot,
  className,
  spec,
  height = 'max-h-[420px] min-h-[262px] flex-1',
  onPick,
  lead,
  children,
}: ChartPanelProps) {
  const [asTable, setAsTable] = useState(false);
  const { ref, seen } = useSeen();
  const handle = useRef<ChartHandle>(null);
  const saveCsv = () =>
    download(fileName(title, 'csv'), URL.createObjectURL(new Blob([chartCsv(spec)], { type: 'text/csv' })));
  const savePng = () => {
    const png = handle.current?.png();
    if (png) download(fileName(title, 'png'), png);
  };
  const Other = asTable ? ChartLine : Table2;
  const menu = (
    <Menu
      align="end"
      trigger={
        <Button size="small" variant="quiet" iconOnly aria-label={`${title}: view and export`}>
          <Ellipsis aria-hidden />
        </Button>
      }
    >
      <MenuItem icon={<Other className="icon-s text-muted" aria-hidden />} onSelect={() => setAsTable(!asTable)}>
        {asTable ? 'View as chart' : 'View as table'}
      </MenuItem>
      <MenuItem icon={<ImageDown className="icon-s text-muted" aria-hidden />} disabled={asTable} onSelect={savePng}>
        Save as PNG
      </MenuItem>
      <MenuItem icon={<FileDown className="icon-s text-muted" aria-hidden />} onSelect={saveCsv}>
        Save as CSV
      </MenuItem>
    </Menu>
  );
  return (
    <Panel title={title} sub={sub} foot={foot} className={className} actions={actions} menu={menu} fill>
      {lead ? <p className="mb-3">{lead}</p> : null}
      <div ref={ref} className={cx('relative', height)}>
        {asTable ? <ChartTable spec={spec} /> : null}
        {asTable ? null : (
          <Suspense fallback={skeleton}>
            {seen ? <ChartCanvas spec={spec} onPick={onPick} handle={handle} /> : skeleton}
          </Suspense>
        )}
      </div>
      {children}
    </Panel>
  );
}
