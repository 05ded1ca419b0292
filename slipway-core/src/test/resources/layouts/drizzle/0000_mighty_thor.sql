CREATE TABLE "orders" ("id" bigint PRIMARY KEY)
--> statement-breakpoint
CREATE INDEX "i" ON "orders" ("id");--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "a" int;