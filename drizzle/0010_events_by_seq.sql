DROP INDEX "events_customer";--> statement-breakpoint
DROP INDEX "orders_customer";--> statement-breakpoint
ALTER TABLE "events" DROP CONSTRAINT "events_workspace_id_key_pk";--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_workspace_id_seq_pk" PRIMARY KEY("workspace_id","seq");--> statement-breakpoint
CREATE INDEX "events_customer" ON "events" USING btree ("workspace_id","customer_id");--> statement-breakpoint
CREATE INDEX "orders_customer" ON "orders" USING btree ("workspace_id","customer_id");--> statement-breakpoint
-- Search is the analytics store's: it has every customer with its totals.
DROP INDEX IF EXISTS customers_search;
