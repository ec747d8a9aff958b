import type { Random } from '@/server/stats/rng';
import { numbered, oneOf } from './draw';
import { firstNames, lastNames } from './names';
import { sampleProcess } from './process';
import type { SampleCustomer, SampleShop } from './types';

const { offices } = sampleProcess;

/** A share of the customers are offices that name a few people each. */
export function addOffices(shop: SampleShop, random: Random): void {
  for (const customer of shop.customers) {
    if (random() >= offices.share) continue;
    customer.kind = 'office';
    const people = 2 + Math.floor(random() * 2);
    for (const role of offices.roles.slice(0, people)) addContact(shop, random, { customer, role });
  }
}

function addContact(
  shop: SampleShop,
  random: Random,
  { customer, role }: { customer: SampleCustomer; role: string },
): void {
  const [first, last] = [oneOf(random, firstNames), oneOf(random, lastNames)];
  const id = numbered('p', shop.contacts.length + 1);
  const email = `${first}.${last}@office${customer.id}.example`.toLowerCase();
  shop.contacts.push({ id, customerId: customer.id, name: `${first} ${last}`, email, role });
}
