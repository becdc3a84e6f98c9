-- AlterTable
ALTER TABLE "ledger_entry" ADD COLUMN     "voided_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "work_log" ADD COLUMN     "voided_at" TIMESTAMPTZ(3);

