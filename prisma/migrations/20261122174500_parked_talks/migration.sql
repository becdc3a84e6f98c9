-- AlterTable
ALTER TABLE "dialogue" DROP CONSTRAINT "dialogue_pkey",
ADD COLUMN     "slot" TEXT NOT NULL DEFAULT 'open',
ADD CONSTRAINT "dialogue_pkey" PRIMARY KEY ("county", "account_id", "slot");
