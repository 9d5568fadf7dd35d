// Reads a card from each line of its input, as Adaptive Cards' own library does at version 1.5 for a
// host configured as Teams is, and writes for each a line: what the library has to say against it.
const fs = require("node:fs");
const readline = require("node:readline");

const library = require(process.argv[2]);
const teams = new library.HostConfig(JSON.parse(fs.readFileSync(process.argv[3], "utf8")));

function faults(json) {
  const context = new library.SerializationContext(library.Versions.v1_5);
  const card = new library.AdaptiveCard();
  card.hostConfig = teams;
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
