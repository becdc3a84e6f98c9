/** Which sends answer whoever wrote: to be put in a statement that has the outbox as `o`. All others are pushed: nobody waits for them. */
import { Prisma } from './generated/client.ts';

/** The message that a send came of, and the account that it came from. */
export const withSender: Prisma.Sql = Prisma.sql`
  LEFT JOIN inbox wrote ON wrote.county = o.county AND wrote.id = o.inbox_id
  LEFT JOIN account sender ON sender.county = o.county AND sender.platform = wrote.platform AND sender.user_id = wrote.sender_id`;

/** Said where it was asked, or to the same person elsewhere; null = not. */
export const answersSender: Prisma.Sql = Prisma.sql`(
  (wrote.platform = o.platform AND wrote.conversation = o.conversation) OR sender.person_id = o.person_id)`;
