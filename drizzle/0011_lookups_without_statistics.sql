DROP INDEX "arms_campaign";--> statement-breakpoint
DROP INDEX "arms_customer";--> statement-breakpoint
DROP INDEX "arms_block";--> statement-breakpoint
DROP INDEX "churns_customer";--> statement-breakpoint
DROP INDEX "churns_block";--> statement-breakpoint
DROP INDEX "contacts_customer";--> statement-breakpoint
DROP INDEX "contacts_block";--> statement-breakpoint
DROP INDEX "conversations_customer";--> statement-breakpoint
DROP INDEX "conversations_block";--> statement-breakpoint
DROP INDEX "costs_customer";--> statement-breakpoint
DROP INDEX "costs_block";--> statement-breakpoint
DROP INDEX "customers_merged";--> statement-breakpoint
DROP INDEX "events_customer";--> statement-breakpoint
DROP INDEX "events_block";--> statement-breakpoint
DROP INDEX "events_contact";--> statement-breakpoint
DROP INDEX "events_subscription";--> statement-breakpoint
DROP INDEX "events_anonymous";--> statement-breakpoint
DROP INDEX "identifiers_customer";--> statement-breakpoint
DROP INDEX "identifiers_contact";--> statement-breakpoint
DROP INDEX "merges_loser";--> statement-breakpoint
DROP INDEX "merges_winner";--> statement-breakpoint
DROP INDEX "orders_customer";--> statement-breakpoint
DROP INDEX "orders_block";--> statement-breakpoint
DROP INDEX "profile_updates_subject";--> statement-breakpoint
DROP INDEX "responses_customer";--> statement-breakpoint
DROP INDEX "responses_block";--> statement-breakpoint
DROP INDEX "spend_block";--> statement-breakpoint
DROP INDEX "subscriptions_customer";--> statement-breakpoint
DROP INDEX "subscriptions_block";--> statement-breakpoint
DROP INDEX "tickets_customer";--> statement-breakpoint
DROP INDEX "tickets_block";--> statement-breakpoint
CREATE INDEX "arms_campaign" ON "arms" USING btree ("campaign","workspace_id");--> statement-breakpoint
CREATE INDEX "arms_customer" ON "arms" USING btree ("customer_id","workspace_id");--> statement-breakpoint
CREATE INDEX "arms_block" ON "arms" USING btree ("block","workspace_id");--> statement-breakpoint
CREATE INDEX "churns_customer" ON "churns" USING btree ("customer_id","workspace_id");--> statement-breakpoint
CREATE INDEX "churns_block" ON "churns" USING btree ("block","workspace_id");--> statement-breakpoint
CREATE INDEX "contacts_customer" ON "contacts" USING btree ("customer_id","workspace_id");--> statement-breakpoint
CREATE INDEX "contacts_block" ON "contacts" USING btree ("block","workspace_id");--> statement-breakpoint
CREATE INDEX "conversations_customer" ON "conversations" USING btree ("customer_id","workspace_id");--> statement-breakpoint
CREATE INDEX "conversations_block" ON "conversations" USING btree ("block","workspace_id");--> statement-breakpoint
CREATE INDEX "costs_customer" ON "costs" USING btree ("customer_id","workspace_id");--> statement-breakpoint
CREATE INDEX "costs_block" ON "costs" USING btree ("block","workspace_id");--> statement-breakpoint
CREATE INDEX "customers_merged" ON "customers" USING btree ("merged_into","workspace_id") WHERE "customers"."merged_into" is not null;--> statement-breakpoint
CREATE INDEX "events_customer" ON "events" USING btree ("customer_id","workspace_id");--> statement-breakpoint
CREATE INDEX "events_block" ON "events" USING btree ("block","workspace_id");--> statement-breakpoint
CREATE INDEX "events_contact" ON "events" USING btree ("contact_id","workspace_id") WHERE "events"."via" = 1;--> statement-breakpoint
CREATE INDEX "events_subscription" ON "events" USING btree ("subscription_id","workspace_id") WHERE "events"."via" = 2;--> statement-breakpoint
CREATE INDEX "events_anonymous" ON "events" USING btree ("anonymous_id","workspace_id") WHERE "events"."via" = 3;--> statement-breakpoint
CREATE INDEX "identifiers_customer" ON "identifiers" USING btree ("customer_id","workspace_id");--> statement-breakpoint
CREATE INDEX "identifiers_contact" ON "identifiers" USING btree ("contact_id","workspace_id") WHERE "identifiers"."contact_id" is not null;--> statement-breakpoint
CREATE INDEX "merges_loser" ON "merges" USING btree ("loser_id","workspace_id");--> statement-breakpoint
CREATE INDEX "merges_winner" ON "merges" USING btree ("winner_id","workspace_id");--> statement-breakpoint
CREATE INDEX "orders_customer" ON "orders" USING btree ("customer_id","workspace_id");--> statement-breakpoint
CREATE INDEX "orders_block" ON "orders" USING btree ("block","workspace_id");--> statement-breakpoint
CREATE INDEX "profile_updates_subject" ON "profile_updates" USING btree ("subject_kind","subject","workspace_id");--> statement-breakpoint
CREATE INDEX "responses_customer" ON "responses" USING btree ("customer_id","workspace_id");--> statement-breakpoint
CREATE INDEX "responses_block" ON "responses" USING btree ("block","workspace_id");--> statement-breakpoint
CREATE INDEX "spend_block" ON "spend" USING btree ("block","workspace_id");--> statement-breakpoint
CREATE INDEX "subscriptions_customer" ON "subscriptions" USING btree ("customer_id","workspace_id");--> statement-breakpoint
CREATE INDEX "subscriptions_block" ON "subscriptions" USING btree ("block","workspace_id");--> statement-breakpoint
CREATE INDEX "tickets_customer" ON "tickets" USING btree ("customer_id","workspace_id");--> statement-breakpoint
CREATE INDEX "tickets_block" ON "tickets" USING btree ("block","workspace_id");