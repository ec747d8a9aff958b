import type { CampaignView, CreateCampaignInput, MeasureCampaignInput } from '@/server/features/campaigns/schemas';

/** A draft as it is typed: numbers as texts, shares as per cent, money in units of the currency. */
export interface DraftValues {
  name: string;
  channel: CampaignView['channel'];
  segment: string;
  controlPercent: string;
  subject: string;
  message: string;
  webhookUrl: string;
  metric: CampaignView['plan']['metric'];
  event: string;
  windowDays: string;
  smallest: string;
  better: CampaignView['plan']['better'];
}

export interface SegmentChoice {
  id: string;
  name: string;
  count: number;
}

export const emptyDraft: DraftValues = {
  name: '',
  channel: 'email',
  segment: '',
  controlPercent: '20',
  subject: '',
  message: '',
  webhookUrl: '',
  metric: 'ordered',
  event: '',
  windowDays: '14',
  smallest: '2',
  better: 'higher',
};

/** What one typed unit of the smallest effect is: a point, or a unit of the currency in minor ones. */
const unitOf = (metric: DraftValues['metric'], minorUnits: number): number =>
  metric === 'net_revenue' ? minorUnits : 0.01;

const shown = (value: number): string => String(Number(value.toPrecision(6)));

export function valuesOf(campaign: CampaignView, minorUnits: number): DraftValues {
  const { plan } = campaign;
  return {
    name: campaign.name,
    channel: campaign.channel,
    segment: campaign.segment ?? '',
    controlPercent: shown(100 * campaign.controlShare),
    subject: campaign.subject,
    message: campaign.message,
    webhookUrl: campaign.webhookUrl ?? '',
    metric: plan.metric,
    event: plan.event ?? '',
    windowDays: String(plan.windowDays),
    smallest: shown(plan.smallest / unitOf(plan.metric, minorUnits)),
    better: plan.better,
  };
}

const isWithin = (value: number, least: number, most: number): boolean => value >= least && value <= most;

/** What the measure panel asks; undefined while a number is missing or out of range. */
export function measureOf(values: DraftValues, minorUnits: number): MeasureCampaignInput | undefined {
  const controlShare = Number(values.controlPercent) / 100;
  const windowDays = Number(values.windowDays);
  const smallest = Number(values.smallest) * unitOf(values.metric, minorUnits);
  const isEvent = values.metric === 'event';
  const most = values.metric === 'net_revenue' ? Number.MAX_SAFE_INTEGER : 1;
  const isWhole =
    isWithin(controlShare, 0.05, 0.95) &&
    isWithin(windowDays, 1, 365) &&
    Number.isInteger(windowDays) &&
    isWithin(smallest, Number.MIN_VALUE, most);
  if (!isWhole || (isEvent && values.event === '')) return undefined;
  return {
    segment: values.segment || null,
    controlShare,
    plan: {
      metric: values.metric,
      ...(isEvent ? { event: values.event } : {}),
      windowDays,
      alpha: 0.05,
      smallest,
      better: values.better,
    },
  };
}

/** The draft as it is stored; undefined while the plan or the name is not complete. */
export function inputOf(values: DraftValues, minorUnits: number): CreateCampaignInput | undefined {
  const measured = measureOf(values, minorUnits);
  if (!measured || values.name.trim() === '') return undefined;
  const { name, channel, subject, message } = values;
  return { ...measured, name, channel, subject, message, webhookUrl: channel === 'webhook' ? values.webhookUrl : null };
}
