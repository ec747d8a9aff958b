ALTER TABLE "ingest_counts" ADD COLUMN "conflicting" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rejected" ADD COLUMN "conflicting" boolean DEFAULT false NOT NULL;