'use client';

import type { ReactNode } from 'react';
import { formatCount } from '@/components/evidence/format';
import { Field, Input, Select } from '@/components/ui/field';
import { Segmented } from '@/components/ui/segmented';
import type { Measurability } from '@/server/features/campaigns/schemas';
import type { DraftValues, SegmentChoice } from './draft-values';
import { TextArea } from './text-area';

export type SetValue = <K extends keyof DraftValues>(field: K, value: DraftValues[K]) => void;

interface FieldsProps {
  values: DraftValues;
  set: SetValue;
}

interface AudienceFieldsProps extends FieldsProps {
  segments: readonly SegmentChoice[];
  currency: string;
  found: Measurability | undefined;
}

/** Who, how many are kept apart, and what counts. */
export function AudienceFields({ values, set, segments, currency, found }: AudienceFieldsProps) {
  return (
    <div className="flex flex-col gap-4">
      <Field label="Name">
        <Input value={values.name} required maxLength={120} onChange={(event) => set('name', event.target.value)} />
      </Field>
      <Field label="Audience">
        <Select value={values.segment} onChange={(event) => set('segment', event.target.value)}>
          <option value="">Every customer</option>
          {segments.map(({ id, name, count }) => (
            <option key={id} value={id}>
              {name} ({formatCount(count)})
            </option>
          ))}
        </Select>
      </Field>
      <ArmsBar values={values} found={found} />
      <Field label="Control, per cent" hint="Gets nothing; the moment it would have been contacted is recorded">
        <Input
          type="number"
          min={5}
          max={95}
          step="any"
          value={values.controlPercent}
          onChange={(event) => set('controlPercent', event.target.value)}
        />
      </Field>
      <PlanFields values={values} set={set} currency={currency} />
    </div>
  );
}

/** Both arms to scale, with their sizes below. */
function ArmsBar({ values, found }: { values: DraftValues; found: Measurability | undefined }) {
  const control = Math.min(95, Math.max(5, Number(values.controlPercent) || 20));
  const size = (n: number | undefined) => (n === undefined ? '' : `, ${formatCount(n)} customers`);
  return (
    <div className="flex flex-col gap-1.5">
      <svg viewBox="0 0 520 28" className="h-7 w-full" aria-hidden preserveAspectRatio="none">
        <rect x="0" y="0" width={5.2 * control - 1} height="28" rx="3" className="fill-border-strong" />
        <rect x={5.2 * control + 1} y="0" width={520 - 5.2 * control - 1} height="28" rx="3" className="fill-accent" />
      </svg>
      <p className="flex justify-between gap-4 text-small text-text-2">
        <span>Control{size(found?.arms.control)}</span>
        <span className="text-right">Treatment{size(found?.arms.treatment)}</span>
      </p>
    </div>
  );
}

function PlanFields({ values, set, currency }: FieldsProps & { currency: string }) {
  const isMoney = values.metric === 'net_revenue';
  return (
    <>
      <div className="grid gap-4 md:grid-cols-2">
        <Field label="What counts">
          <Select
            value={values.metric}
            onChange={(event) => set('metric', event.target.value as DraftValues['metric'])}
          >
            <option value="ordered">Ordered in the window</option>
            <option value="net_revenue">Net revenue per customer</option>
            <option value="event">Did an event</option>
          </Select>
        </Field>
        <Field label="Window, days">
          <Input
            type="number"
            min={1}
            max={365}
            value={values.windowDays}
            onChange={(event) => set('windowDays', event.target.value)}
          />
        </Field>
      </div>
      {values.metric === 'event' ? (
        <Field label="Event">
          <Input value={values.event} onChange={(event) => set('event', event.target.value)} />
        </Field>
      ) : null}
      <div className="grid gap-4 md:grid-cols-2">
        <Field
          label={isMoney ? `Worth having, ${currency}` : 'Worth having, points'}
          hint="The smallest effect that would matter"
        >
          <Input
            type="number"
            min={0}
            step="any"
            value={values.smallest}
            onChange={(event) => set('smallest', event.target.value)}
          />
        </Field>
        <Field label="Good is">
          <Select
            value={values.better}
            onChange={(event) => set('better', event.target.value as DraftValues['better'])}
          >
            <option value="higher">higher</option>
            <option value="lower">lower</option>
          </Select>
        </Field>
      </div>
    </>
  );
}

/** What the treated get. `secret` stands below the address of a webhook. */
export function MessageFields({ values, set, secret }: FieldsProps & { secret: ReactNode }) {
  return (
    <div className="flex flex-col gap-4">
      <Segmented
        label="Channel"
        value={values.channel}
        options={[
          { value: 'email', label: 'E-mail' },
          { value: 'webhook', label: 'Signed webhook' },
        ]}
        onChange={(channel) => set('channel', channel)}
      />
      {values.channel === 'webhook' ? (
        <>
          <Field label="Address" hint="Called once for each treated customer, signed with the campaign's secret">
            <Input
              type="url"
              value={values.webhookUrl}
              placeholder="https://"
              onChange={(event) => set('webhookUrl', event.target.value)}
            />
          </Field>
          {secret}
        </>
      ) : null}
      <Field label="Subject">
        <Input value={values.subject} maxLength={200} onChange={(event) => set('subject', event.target.value)} />
      </Field>
      <TextArea
        label="Text"
        rows={8}
        hint="Fields: {{name|friend}}, {{id}}, {{country}}, {{trait.plan}}. A link to unsubscribe is added to every message."
        value={values.message}
        maxLength={20_000}
        onChange={(event) => set('message', event.target.value)}
      />
    </div>
  );
}
