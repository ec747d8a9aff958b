export interface SampleCustomer {
  id: string;
  name: string;
  email: string;
  day: string;
  country: string;
  channel: string;
  cost: number;
  newsletter: boolean;
  kind: 'household' | 'office';
}

export interface SampleOrder {
  id: string;
  customerId: string;
  /** `YYYY-MM-DDTHH:MM:SSZ`. */
  at: string;
  /** Dollars, negative for a refund; text where the export was broken. */
  amount: string;
  category: string;
  product: string;
  quantity: number;
  offerCode: string;
}

export interface SampleEvent {
  id: string;
  customerId: string;
  event: string;
  at: string;
}

export interface SampleBrew extends SampleEvent {
  subscriptionId: string;
  method: string;
}

export interface SampleContact {
  id: string;
  customerId: string;
  name: string;
  email: string;
  role: string;
}

export interface SampleSubscription {
  id: string;
  customerId: string;
  startedOn: string;
  endedOn: string;
  mrr: number;
  plan: string;
  seats: number | '';
  seatsUsed: number | '';
  /** Bags a month, and those fetched in the last one. */
  limit: number;
  used: number;
  renewsOn: string;
}

export interface SampleChurn {
  customerId: string;
  day: string;
  reason: string;
  note: string;
  reactivatedOn: string;
}

export interface SampleTicket {
  id: string;
  customerId: string;
  at: string;
  closedAt: string;
  priority: string;
  escalated: boolean;
  firstResponseMinutes: number;
  csat: number | '';
  subject: string;
  text: string;
}

export interface SampleConversation {
  id: string;
  customerId: string;
  at: string;
  resolvedBy: string;
  handedOver: boolean;
  csat: number | '';
  topic: string;
}

export interface SampleResponse {
  id: string;
  customerId: string;
  at: string;
  kind: string;
  score: number;
  text: string;
  channel: string;
}

export interface SampleCost {
  customerId: string;
  month: string;
  kind: 'service' | 'retention';
  amount: string;
}

export interface SampleSpend {
  channel: string;
  month: string;
  amount: string;
  newCustomers: number;
}

export interface SampleArm {
  customerId: string;
  arm: 'control' | 'treatment';
}

export interface SampleCampaign {
  name: string;
  arms: SampleArm[];
  /** Of being treated, on the share that orders in the window: the mean over everybody assigned. */
  trueEffect: number;
}

/** What the generator drew for a customer and no file tells. */
export interface SampleTruth {
  /** When the customer left, in weeks since 1970; the end of history where not. */
  leftAt: number;
  /** Chance of leaving after each order. */
  leaving: number;
  /** Rate of the customer's orders' amounts. */
  spending: number;
}

export interface SampleShop {
  customers: SampleCustomer[];
  orders: SampleOrder[];
  events: SampleEvent[];
  contacts: SampleContact[];
  subscriptions: SampleSubscription[];
  brews: SampleBrew[];
  churns: SampleChurn[];
  tickets: SampleTicket[];
  conversations: SampleConversation[];
  responses: SampleResponse[];
  costs: SampleCost[];
  spend: SampleSpend[];
  campaigns: SampleCampaign[];
  truth: Map<string, SampleTruth>;
}
