// Reads the README's marked blocks, so that what is run is what is written there:
//
//   <!-- ci: start -->
//   ```sh
//   npm ci
//   ```

/**
 * The lines of the block marked with `name`, as they stand.
 * @throws when the text has no such block
 */
export function linesOf(markdown, name) {
  const block = new RegExp(`<!-- ci: ${name} -->\\s*\`\`\`\\w*\\n([^]*?)\`\`\``).exec(markdown);
  if (block === null) throw new Error(`README.md has no block marked "ci: ${name}"`);
  return block[1].split('\n').filter((line) => line.trim() !== '');
}

/** The commands of a block, without their comments. */
export function commandsOf(markdown, name) {
  return linesOf(markdown, name)
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '');
}
