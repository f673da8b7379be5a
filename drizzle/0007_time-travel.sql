-- Reducers written in the console, how often snapshots are taken, and what a snapshot was made with. Locks
-- foldline.snapshots for a moment and empties it: snapshots are made again from the events.
CREATE TABLE "foldline"."console_reducers" (
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"category" text NOT NULL,
	"definition" jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"published_by" text,
	"published_at" timestamp with time zone,
	"retired_at" timestamp with time zone,
	"reason" text,
	CONSTRAINT "console_reducers_name_version_pk" PRIMARY KEY("name","version")
);
--> statement-breakpoint
CREATE TABLE "foldline"."snapshot_policies" (
	"category" text PRIMARY KEY NOT NULL,
	"every" integer,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
TRUNCATE "foldline"."snapshots";--> statement-breakpoint
ALTER TABLE "foldline"."snapshots" ADD COLUMN "checksum" text NOT NULL;--> statement-breakpoint
ALTER TABLE "foldline"."snapshots" ADD COLUMN "bytes" integer NOT NULL;--> statement-breakpoint
ALTER TABLE "foldline"."snapshots" ADD COLUMN "reducer" text NOT NULL;--> statement-breakpoint
ALTER TABLE "foldline"."snapshots" ADD COLUMN "reducer_version" integer NOT NULL;
--> statement-breakpoint
CREATE FUNCTION "foldline"."refuse_change_of_published_version"() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  raise exception 'what was published never changes: % % v%', tg_table_name, old.name, old.version;
end $$;
--> statement-breakpoint
CREATE TRIGGER "published_reducers_are_kept" BEFORE DELETE ON "foldline"."console_reducers" FOR EACH ROW
WHEN (old.published_at is not null) EXECUTE FUNCTION "foldline"."refuse_change_of_published_version"();
--> statement-breakpoint
CREATE TRIGGER "published_reducers_stay" BEFORE UPDATE ON "foldline"."console_reducers" FOR EACH ROW
WHEN (old.published_at is not null and (
  (old.category, old.definition) is distinct from (new.category, new.definition) or new.published_at is null))
EXECUTE FUNCTION "foldline"."refuse_change_of_published_version"();
