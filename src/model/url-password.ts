/** The text; when it is a URL with a password, without that. What is before the last `@` of an authority is user and password. */
export function withoutUrlPassword(text: string): string {
  return text.includes(':') && text.includes('@')
    ? text.replace(/^(https?:[\\/]*[^\\/?#:]*:)[^\\/?#]*@/i, '$1****@')
    : text;
}
