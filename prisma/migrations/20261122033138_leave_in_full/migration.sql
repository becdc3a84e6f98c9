-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "request_state" ADD VALUE 'held';
ALTER TYPE "request_state" ADD VALUE 'returned';
ALTER TYPE "request_state" ADD VALUE 'cancelled';

-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "revision" INTEGER;

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "digest" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "is_team_leader" BOOLEAN;

-- AlterTable
ALTER TABLE "request" ADD COLUMN     "counted_half_days" INTEGER,
ADD COLUMN     "ended_at" TIMESTAMPTZ(3),
ADD COLUMN     "ended_half" TEXT,
ADD COLUMN     "ended_on" DATE,
ADD COLUMN     "entered_by" TEXT,
ADD COLUMN     "extends_id" TEXT,
ADD COLUMN     "images" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "joined" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "nudged_on" DATE,
ADD COLUMN     "remarks" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "revised_at" TIMESTAMPTZ(3),
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "request_seat" ADD COLUMN     "added_by" TEXT,
ADD COLUMN     "answered_for" TEXT,
ADD COLUMN     "assigned_by" TEXT,
ADD COLUMN     "assigned_to" TEXT,
ADD COLUMN     "images" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "recorded_by" TEXT;

-- CreateTable
CREATE TABLE "deputy" (
    "county" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "principal_id" TEXT NOT NULL,
    "deputy_id" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE NOT NULL,
    "named_by" TEXT NOT NULL,
    "named_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deputy_pkey" PRIMARY KEY ("county","id")
);

-- CreateTable
CREATE TABLE "filing_receipt" (
    "county" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "scope_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "filing_receipt_pkey" PRIMARY KEY ("county","request_id","body","scope_id")
);

-- CreateTable
CREATE TABLE "shown_list" (
    "county" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "items" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shown_list_pkey" PRIMARY KEY ("county","account_id")
);

-- CreateIndex
CREATE INDEX "deputy_county_principal_id_to_on_idx" ON "deputy"("county", "principal_id", "to_on");

-- CreateIndex
CREATE INDEX "deputy_county_deputy_id_to_on_idx" ON "deputy"("county", "deputy_id", "to_on");

-- CreateIndex
CREATE INDEX "request_county_state_to_on_idx" ON "request"("county", "state", "to_on");

-- CreateIndex
CREATE INDEX "request_seat_county_assigned_to_idx" ON "request_seat"("county", "assigned_to");

-- CreateIndex
CREATE INDEX "request_seat_county_answered_by_answered_at_idx" ON "request_seat"("county", "answered_by", "answered_at");

-- CreateIndex
CREATE INDEX "request_seat_county_recorded_by_answered_at_idx" ON "request_seat"("county", "recorded_by", "answered_at");
