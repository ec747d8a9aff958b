// Whom an accepted row speaks of, as expressions over its `kind` and `body`.

/** The customer, by the id of whatever the workspace counts. */
export const customerNamed = {
  people: `case kind when 'customers' then body ->> 'id' when 'identify' then body ->> 'userId' when 'alias' then body ->> 'userId'
    when 'group' then body ->> 'userId' else body ->> 'customerId' end`,
  accounts: `case kind when 'customers' then body ->> 'id' when 'group' then body ->> 'groupId' when 'identify' then null when 'alias' then null
    else body ->> 'customerId' end`,
};

export const contactNamed = {
  people: `case kind when 'contacts' then body ->> 'id' when 'events' then body ->> 'contactId' end`,
  accounts: `case kind when 'contacts' then body ->> 'id' when 'events' then body ->> 'contactId' when 'identify' then body ->> 'userId'
    when 'group' then body ->> 'userId' when 'alias' then body ->> 'userId' end`,
};

export const subscriptionNamed = `case kind when 'events' then body ->> 'subscriptionId' when 'subscriptions' then body ->> 'id' end`;

export const visitorNamed = `case kind when 'alias' then body ->> 'previousId' else body ->> 'anonymousId' end`;

/** Another name of a person: with it somebody is spoken of although nothing else of theirs is left. */
export const formerName = `case kind when 'alias' then body ->> 'previousId' end`;

export const happenedAt = `case kind when 'orders' then (body ->> 'orderedAt')::timestamptz when 'events' then (body ->> 'occurredAt')::timestamptz
  when 'identify' then (body ->> 'at')::timestamptz when 'group' then (body ->> 'at')::timestamptz when 'alias' then (body ->> 'at')::timestamptz
  when 'tickets' then (body ->> 'openedAt')::timestamptz when 'conversations' then (body ->> 'startedAt')::timestamptz
  when 'responses' then (body ->> 'answeredAt')::timestamptz when 'churns' then (body ->> 'churnedOn')::timestamptz
  when 'subscriptions' then (body ->> 'startedOn')::timestamptz when 'arms' then (body ->> 'assignedAt')::timestamptz
  when 'costs' then (body ->> 'month')::timestamptz else received_at end`;
