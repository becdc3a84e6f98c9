-- AlterTable
ALTER TABLE "account" ADD COLUMN     "gaps_told" BIGINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "platform_state" (
    "county" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "why" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "scan" TEXT,
    "scan_since" TIMESTAMPTZ(3),
    "heard_at" TIMESTAMPTZ(3),
    "trouble_since" TIMESTAMPTZ(3),
    "noted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "platform_state_pkey" PRIMARY KEY ("county","platform")
);

-- CreateTable
CREATE TABLE "platform_gap" (
    "id" BIGSERIAL NOT NULL,
    "county" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "platform_gap_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "platform_gap_county_platform_to_at_idx" ON "platform_gap"("county", "platform", "to_at");

