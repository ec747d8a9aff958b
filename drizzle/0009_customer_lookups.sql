DROP INDEX "customers_external";--> statement-breakpoint
DROP INDEX "customers_no";--> statement-breakpoint
DROP INDEX "customers_version";--> statement-breakpoint
CREATE UNIQUE INDEX "customers_external" ON "customers" USING btree ("external_id","workspace_id");--> statement-breakpoint
CREATE UNIQUE INDEX "customers_no" ON "customers" USING btree ("no","workspace_id") WHERE "customers"."merged_into" is null;--> statement-breakpoint
CREATE INDEX "customers_version" ON "customers" USING btree ("version","workspace_id");