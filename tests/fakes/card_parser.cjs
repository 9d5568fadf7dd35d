// Reads a card from each line of its input, as Adaptive Cards' own library does at version 1.5, and
// writes for each a line: the list of what the library has to say against it.
const readline = require("node:readline");

const library = require(process.argv[2]);

function faults(json) {
  const context = new library.SerializationContext(library.Versions.v1_5);
  const card = new library.AdaptiveCard();
  card.parse(json, context);
  const found = [];
  for (let n = 0; n < context.eventCount; n++) {
    found.push(`parsing: ${context.getEventAt(n).message}`);
  }
  for (const one of card.validateProperties().validationEvents) {
    found.push(`validating: ${one.message}`);
  }
  return found;
}

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  let told;
  try {
    told = faults(JSON.parse(line));
  } catch (error) {
    told = [`raised: ${error.message}`];
  }
  process.stdout.write(`${JSON.stringify(told)}\n`);
});
