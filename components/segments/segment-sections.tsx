import { SegmentedLinks } from '@/components/ui/segmented';

/** RFM stands with the segments: its groups are customers by a rule, opened and saved like any other. */
export function SegmentSections({ slug, section }: { slug: string; section: '' | '/rfm' }) {
  return (
    <div className="-my-1 max-w-full">
      <SegmentedLinks
        label="Segments"
        options={[
          { href: `/${slug}/segments`, label: 'Saved', current: section === '' },
          { href: `/${slug}/segments/rfm`, label: 'RFM groups', current: section === '/rfm' },
        ]}
      />
    </div>
  );
}
