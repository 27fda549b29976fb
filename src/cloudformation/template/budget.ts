/** How much a template may make its functions compute, as everybody else waits meanwhile. */
import { templateError } from './errors.ts';

/** What is left, in characters: the one thing that changes in a scope. */
export interface Budget {
  left: number;
}

/** Characters that all functions together may take apart, put together or look up: many times what a template can be. */
export const computedCharactersInAllMax = 16_000_000;

export function newBudget(): Budget {
  return { left: computedCharactersInAllMax };
}

/** @throws ServiceError ValidationError when that is more than is left */
export function spend({ budget }: { readonly budget: Budget }, characters: number): void {
  budget.left -= characters;
  if (budget.left < 0) throw templateError('the functions of the template compute too much');
}
