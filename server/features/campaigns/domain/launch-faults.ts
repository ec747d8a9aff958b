import type { CampaignPlan } from '../schemas';
import { unknownFields } from './message';

interface Draft {
  channel: string;
  subject: string;
  message: string;
  webhookUrl: string | null;
  plan: CampaignPlan;
}

const isWebAddress = (text: string): boolean =>
  URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);

/** Why this draft cannot be launched whatever the audience is, in words for its author; empty when it can. */
export function draftFaults({ channel, subject, message, webhookUrl }: Draft): string[] {
  const faults: string[] = [];
  if (channel === 'email' && subject.trim() === '') faults.push('The e-mail has no subject.');
  if (channel === 'email' && message.trim() === '') faults.push('The e-mail has no text.');
  if (channel === 'webhook' && !isWebAddress(webhookUrl ?? '')) faults.push('The webhook has no address to call.');
  for (const name of unknownFields(`${subject}\n${message}`))
    faults.push(`No customer has a field ${name}: use name, id, email, country or trait.NAME.`);
  return faults;
}

interface History {
  customers: number;
  orders: number;
  unknown: number;
  events: number;
}

/** Why the metric cannot be computed for this audience. */
export function metricFaults({ metric, event }: CampaignPlan, history: History): string[] {
  if (history.customers === 0) return ['Nobody is in this audience.'];
  if (metric === 'event')
    return history.events > 0 ? [] : [`Nobody in this audience has ever done ${event}, so it cannot be compared.`];
  if (history.orders === 0) return ['Nobody in this audience has ever ordered, so orders cannot be compared.'];
  if (metric === 'net_revenue' && history.unknown > 0)
    return [`${history.unknown} orders of this audience have no amount, so revenue cannot be compared.`];
  return [];
}
