/** The text; when it is a URL with a password, without that. What is before the last `@` of an authority is user and password. */
export function withoutUrlPassword(text: string): string {
  // Nearly all texts are none, and so short a look at them is cheap.
  if (!/^http/i.test(text)) return text;
  return text.replace(/^(https?:[\\/]*[^\\/?#:]*:)[^\\/?#]*@/i, '$1****@');
}
