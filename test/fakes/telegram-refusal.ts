import type { ResponseParameters } from 'grammy/types';

/** An error in Telegram's own shape. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
  readonly code: number;
  readonly parameters: ResponseParameters | null;

  constructor(code: number, description: string, parameters: ResponseParameters | null = null) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}
