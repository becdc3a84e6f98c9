-- AlterTable
ALTER TABLE "account" ADD COLUMN     "bound_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "attendance" ADD COLUMN     "fence" TEXT;

-- AlterTable
ALTER TABLE "county" ADD COLUMN     "people_digest" TEXT,
ADD COLUMN     "people_from" TEXT NOT NULL DEFAULT 'county-file',
ADD COLUMN     "sends_held_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "erased_at" TIMESTAMPTZ(3),
ADD COLUMN     "left_on" DATE,
ADD COLUMN     "mobile" TEXT,
ADD COLUMN     "term_from" DATE,
ADD COLUMN     "term_to" DATE;

-- AlterTable
ALTER TABLE "place" ADD COLUMN     "latitude" DOUBLE PRECISION,
ADD COLUMN     "longitude" DOUBLE PRECISION,
ADD COLUMN     "radius_metres" INTEGER;

-- CreateTable
CREATE TABLE "audit_head" (
    "county" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "entries" INTEGER NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("county")
);

-- CreateTable
CREATE TABLE "bind_code" (
    "county" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "issued_by" TEXT,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "used_by" TEXT,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "bind_code_pkey" PRIMARY KEY ("county","id")
);

-- CreateTable
CREATE TABLE "bind_try" (
    "id" BIGSERIAL NOT NULL,
    "county" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "person_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bind_try_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consent" (
    "county" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "consent_pkey" PRIMARY KEY ("county","id")
);

-- CreateTable
CREATE TABLE "look" (
    "id" BIGSERIAL NOT NULL,
    "county" TEXT NOT NULL,
    "viewer_id" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "request_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "inbox_id" BIGINT,

    CONSTRAINT "look_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "bind_code_county_person_id_idx" ON "bind_code"("county", "person_id");

-- CreateIndex
CREATE INDEX "bind_try_county_at_idx" ON "bind_try"("county", "at");

-- CreateIndex
CREATE INDEX "consent_county_person_id_idx" ON "consent"("county", "person_id");

-- CreateIndex
CREATE INDEX "look_county_subject_id_at_idx" ON "look"("county", "subject_id", "at");

-- CreateIndex
CREATE INDEX "look_county_viewer_id_idx" ON "look"("county", "viewer_id");

-- CreateIndex
CREATE INDEX "person_county_name_idx" ON "person"("county", "name");

-- CreateIndex
CREATE INDEX "person_county_mobile_idx" ON "person"("county", "mobile");

-- CreateIndex
CREATE INDEX "person_county_village_id_idx" ON "person"("county", "village_id");

-- CreateIndex
CREATE INDEX "person_county_unit_id_idx" ON "person"("county", "unit_id");

-- AlterTable
ALTER TABLE "county" ADD COLUMN     "points_reduced_to" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "attendance_at_idx" ON "attendance" USING BRIN ("at");

-- CreateIndex
CREATE INDEX "audit_entry_at_idx" ON "audit_entry" USING BRIN ("at");

-- CreateIndex
CREATE INDEX "inbox_received_at_idx" ON "inbox" USING BRIN ("received_at");

-- CreateIndex
CREATE INDEX "web_message_at_idx" ON "web_message" USING BRIN ("at");

-- CreateIndex
CREATE INDEX "account_county_direct_conversation_idx" ON "account"("county", "direct_conversation");

-- Chains that were begun before their end was kept.
INSERT INTO "audit_head" ("county", "seq", "hash", "entries")
SELECT DISTINCT ON (l."county") l."county", l."seq", l."hash",
  (SELECT sum(cardinality(a."entry_ids"))::int FROM "audit_link" a WHERE a."county" = l."county")
FROM "audit_link" l ORDER BY l."county", l."seq" DESC;
