import type { Sql, TransactionSql } from 'postgres';
import { connectionClosed, type Holder, holders } from './steady-socket';

type Run = (tx: TransactionSql) => Promise<unknown>;

/**
 * A pool whose transactions end with their connection. The driver (postgres 3.4.9) goes on giving statements of a
 * transaction to its connection after that was lost, and ends it there: they would reach a dropped socket, which ends the
 * process, or the transaction of whoever was given the connection next. Here a lost transaction says nothing more: its
 * statements are refused, and neither commit nor rollback is sent. It fails once the work in it has ended.
 */
export function steadyTransactions(sql: Sql): Sql {
  const begin = async (...args: [Run] | [string, Run]) => {
    const run = args[args.length - 1] as Run;
    const options = typeof args[0] === 'string' ? args[0] : '';
    const holder: Holder = { isLost: false };
    let work: Promise<unknown> = Promise.resolve();
    const inside = (tx: TransactionSql) => {
      work = run(refusingWhenLost(tx, holder));
      return unlessLost(work, holder);
    };
    try {
      return await holders.run(holder, () => sql.begin(options, inside));
    } catch (error) {
      throw holder.isLost ? connectionClosed(error) : error;
    } finally {
      await Promise.allSettled([work]);
    }
  };
  return new Proxy(sql, { get: (target, name) => (name === 'begin' ? begin : Reflect.get(target, name)) });
}

function refusingWhenLost(tx: TransactionSql, holder: Holder): TransactionSql {
  const refuse = () => {
    if (holder.isLost) throw connectionClosed();
  };
  return new Proxy(tx, {
    apply: (target, self, args) => {
      refuse();
      return Reflect.apply(target, self, args);
    },
    get: (target, name) => {
      refuse();
      return Reflect.get(target, name);
    },
  });
}

/** How the work ends; of a lost transaction the driver never hears, so that it sends nothing more. */
async function unlessLost(work: Promise<unknown>, holder: Holder): Promise<unknown> {
  await Promise.allSettled([work]);
  return holder.isLost ? new Promise(() => {}) : work;
}
