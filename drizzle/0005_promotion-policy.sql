-- A rebuild says when it is promoted in one word instead of a flag. Locks foldline.rebuilds for a moment.
UPDATE "foldline"."rebuilds" SET "promotion" = 'always' WHERE "promote_when_ready";--> statement-breakpoint
ALTER TABLE "foldline"."rebuilds" DROP COLUMN "promote_when_ready";
