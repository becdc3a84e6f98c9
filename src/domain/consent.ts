/** Consent to what is kept of a person, why, and how long (个人信息保护法 第二十九条 asks for it separately where it is sensitive). */

/** Grows when what is kept, why or how long changes: everybody is asked anew. */
export const consentVersion = 2;

/** `not-asked`: never given, or to an older version. */
export type ConsentState = 'given' | 'not-asked' | 'withdrawn';

/** So many messages wait for the consent of a person; more than these are not kept. */
export const mostHeld = 20;
