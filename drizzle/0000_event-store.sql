CREATE SCHEMA "foldline";
--> statement-breakpoint
CREATE SEQUENCE "foldline"."position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "foldline"."events" (
	"stream_id" text NOT NULL,
	"version" bigint NOT NULL,
	"position" bigint NOT NULL,
	"event_id" uuid NOT NULL,
	"type" text NOT NULL,
	"schema_version" smallint DEFAULT 1 NOT NULL,
	"slice" smallint NOT NULL,
	"data" json NOT NULL,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "events_pkey" PRIMARY KEY("stream_id","version"),
	CONSTRAINT "events_stream_id_event_id_key" UNIQUE("stream_id","event_id")
);
--> statement-breakpoint
CREATE TABLE "foldline"."partitions" (
	"projection" text NOT NULL,
	"version" integer NOT NULL,
	"partition" smallint NOT NULL,
	"slice_from" smallint NOT NULL,
	"slice_to" smallint NOT NULL,
	"checkpoint" bigint DEFAULT 0 NOT NULL,
	"lease_owner" uuid,
	"lease_epoch" bigint DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"events_applied" bigint DEFAULT 0 NOT NULL,
	"applied_at" timestamp with time zone,
	"error" jsonb,
	"attempts" integer DEFAULT 0 NOT NULL,
	"retry_at" timestamp with time zone,
	CONSTRAINT "partitions_projection_version_partition_pk" PRIMARY KEY("projection","version","partition")
);
--> statement-breakpoint
CREATE TABLE "foldline"."projection_samples" (
	"projection" text NOT NULL,
	"version" integer NOT NULL,
	"sampled_at" timestamp with time zone NOT NULL,
	"lag" bigint NOT NULL,
	"events_applied" bigint NOT NULL,
	CONSTRAINT "projection_samples_projection_version_sampled_at_pk" PRIMARY KEY("projection","version","sampled_at")
);
--> statement-breakpoint
CREATE TABLE "foldline"."projections" (
	"name" text PRIMARY KEY NOT NULL,
	"definition_version" integer NOT NULL,
	"definition_hash" text NOT NULL,
	"definition" jsonb NOT NULL,
	"serving_version" integer,
	"paused_at" timestamp with time zone,
	"paused_by" text,
	"pause_reason" text,
	"registered_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "foldline"."read_models" (
	"projection" text NOT NULL,
	"version" integer NOT NULL,
	"table_name" text NOT NULL,
	"definition_version" integer NOT NULL,
	"definition_hash" text NOT NULL,
	"upcaster_hash" text NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"promoted_at" timestamp with time zone,
	"retired_at" timestamp with time zone,
	CONSTRAINT "read_models_projection_version_pk" PRIMARY KEY("projection","version")
);
--> statement-breakpoint
CREATE TABLE "foldline"."rebuild_samples" (
	"rebuild_id" uuid NOT NULL,
	"attempt" integer NOT NULL,
	"sampled_at" timestamp with time zone NOT NULL,
	"phase" text NOT NULL,
	"events_read" bigint NOT NULL,
	"rows_written" bigint NOT NULL,
	CONSTRAINT "rebuild_samples_rebuild_id_attempt_sampled_at_pk" PRIMARY KEY("rebuild_id","attempt","sampled_at")
);
--> statement-breakpoint
CREATE TABLE "foldline"."rebuilds" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"projection" text NOT NULL,
	"version" integer NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"phase" text,
	"promote_when_ready" boolean DEFAULT false NOT NULL,
	"requested_by" text NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"reason" text,
	"attempt" integer DEFAULT 0 NOT NULL,
	"worker_id" uuid,
	"lease_until" timestamp with time zone,
	"target_position" bigint,
	"events_total" bigint,
	"events_read" bigint DEFAULT 0 NOT NULL,
	"rows_written" bigint DEFAULT 0 NOT NULL,
	"phases" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"error" jsonb
);
--> statement-breakpoint
CREATE TABLE "foldline"."snapshots" (
	"stream_id" text NOT NULL,
	"reducer_hash" text NOT NULL,
	"version" bigint NOT NULL,
	"state" json NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "snapshots_stream_id_reducer_hash_version_pk" PRIMARY KEY("stream_id","reducer_hash","version")
);
--> statement-breakpoint
CREATE TABLE "foldline"."store_samples" (
	"sampled_at" timestamp with time zone PRIMARY KEY NOT NULL,
	"watermark" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "foldline"."streams" (
	"stream_id" text PRIMARY KEY NOT NULL,
	"category" text NOT NULL,
	"version" bigint NOT NULL,
	"slice" smallint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "foldline"."upcasters" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"title" text NOT NULL,
	"type" text NOT NULL,
	"from_version" smallint NOT NULL,
	"to_type" text NOT NULL,
	"to_version" smallint NOT NULL,
	"operations" jsonb NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"activated_by" text,
	"activated_at" timestamp with time zone,
	"retired_by" text,
	"retired_at" timestamp with time zone,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "foldline"."workers" (
	"worker_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"host" text NOT NULL,
	"pid" integer NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"stopped_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "foldline"."api_tokens" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"token_hash" text NOT NULL,
	"role" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_tokens_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "foldline"."operators" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"password_hash" text NOT NULL,
	"session_epoch" integer DEFAULT 1 NOT NULL,
	"disabled" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_signed_in_at" timestamp with time zone,
	CONSTRAINT "operators_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "foldline"."settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_by" text
);
--> statement-breakpoint
CREATE TABLE "foldline"."sign_in_failures" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"failed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "foldline"."partitions" ADD CONSTRAINT "partitions_projection_version_read_models_projection_version_fk" FOREIGN KEY ("projection","version") REFERENCES "foldline"."read_models"("projection","version") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "foldline"."rebuild_samples" ADD CONSTRAINT "rebuild_samples_rebuild_id_rebuilds_id_fk" FOREIGN KEY ("rebuild_id") REFERENCES "foldline"."rebuilds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "events_position" ON "foldline"."events" USING btree ("position");--> statement-breakpoint
CREATE INDEX "events_type_position" ON "foldline"."events" USING btree ("type","position");--> statement-breakpoint
CREATE INDEX "events_category_position" ON "foldline"."events" USING btree (split_part(stream_id, '-', 1),"position");--> statement-breakpoint
CREATE INDEX "events_occurred_at" ON "foldline"."events" USING btree ("occurred_at");--> statement-breakpoint
CREATE INDEX "events_recorded_at" ON "foldline"."events" USING brin ("recorded_at");--> statement-breakpoint
CREATE INDEX "events_correlation_id" ON "foldline"."events" USING btree ((metadata ->> 'correlationId'),"position") WHERE metadata ? 'correlationId';--> statement-breakpoint
CREATE INDEX "projection_samples_sampled_at" ON "foldline"."projection_samples" USING btree ("sampled_at");--> statement-breakpoint
CREATE INDEX "rebuilds_projection" ON "foldline"."rebuilds" USING btree ("projection","requested_at");--> statement-breakpoint
CREATE INDEX "rebuilds_status" ON "foldline"."rebuilds" USING btree ("status");--> statement-breakpoint
CREATE INDEX "streams_category_updated_at" ON "foldline"."streams" USING btree ("category","updated_at");--> statement-breakpoint
CREATE INDEX "streams_updated_at" ON "foldline"."streams" USING btree ("updated_at");--> statement-breakpoint
CREATE INDEX "upcasters_state" ON "foldline"."upcasters" USING btree ("state");--> statement-breakpoint
CREATE INDEX "sign_in_failures_email" ON "foldline"."sign_in_failures" USING btree ("email","failed_at");