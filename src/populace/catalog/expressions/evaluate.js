// An expression run in a browser: the document that `serial.to_json` writes, and figures by the key of their item.
// Each step is that of `arithmetic.py`. Nothing is compiled from text, so that it runs under any content security
// policy. Missing is null; a result is a finite number, a truth or null.

export const VERSION = 1;

// `figures` is a Map or an object: "#{births.sex=female}" to a number, "orgUnit.group(A)" to a truth. What it lacks is
// missing.
export function evaluate(document, figures) {
  if (document?.version !== VERSION) {
    throw new Error(`an expression of version ${document?.version}, not ${VERSION}`);
  }
  const figure =
    figures instanceof Map
      ? (key) => figures.get(key)
      : (key) => (Object.hasOwn(figures, key) ? figures[key] : null);
  return value(document.expression, figure);
}

function value(node, figure) {
  switch (node.node) {
    case "number":
    case "truth":
      return node.value;
    case "null":
      return null;
    case "unary":
      return unary(node.operator, value(node.of, figure));
    case "binary":
      return binary(node.operator, value(node.left, figure), value(node.right, figure));
    case "call":
      return call(node.name, node.arguments.map((each) => value(each, figure)));
    default:
      if (typeof node.key !== "string") throw new Error(`${node.node} is no part of an expression`);
      return given(figure(node.key));
  }
}

function given(found) {
  return typeof found === "boolean" ? found : finite(found ?? null);
}

function finite(x) {
  return Number.isFinite(x) ? x : null;
}

function unary(operator, x) {
  if (x === null) return null;
  if (operator === "!") return !x;
  return operator === "-" ? -x : x;
}

function binary(operator, a, b) {
  if (operator === "&&") return a === false || b === false ? false : a === null || b === null ? null : true;
  if (operator === "||") return a === true || b === true ? true : a === null || b === null ? null : false;
  return a === null || b === null ? null : BINARY[operator](a, b);
}

const BINARY = {
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  ">": (a, b) => a > b,
  "<=": (a, b) => a <= b,
  ">=": (a, b) => a >= b,
  "+": (a, b) => finite(a + b),
  "-": (a, b) => finite(a - b),
  "*": (a, b) => finite(a * b),
  "/": (a, b) => finite(a / b),
  "%": (a, b) => finite(a % b), // the sign of a; by 0 not a number
  "^": (a, b) => finite(a ** b),
};

function call(name, values) {
  if (name === "if") return values[0] === null ? null : values[0] ? values[1] : values[2];
  if (name === "is") return isIn(values[0], values.slice(1));
  if (Object.hasOwn(OF_MISSING, name)) return OF_MISSING[name](values.filter((each) => each !== null));
  if (!Object.hasOwn(NUMERIC, name)) throw new Error(`${name} runs over several periods, and these figures are of one`);
  return values.includes(null) ? null : finite(NUMERIC[name](...values));
}

function isIn(x, among) {
  if (x === null) return null;
  return among.includes(x) ? true : among.includes(null) ? null : false;
}

const OF_MISSING = {
  isNull: (there) => there.length === 0,
  isNotNull: (there) => there.length > 0,
  firstNonNull: (there) => there[0] ?? null,
  greatest: (there) => (there.length ? Math.max(...there) : null),
  least: (there) => (there.length ? Math.min(...there) : null),
};

const NUMERIC = {
  log: (x, base = Math.E) => (x > 0 && base > 0 && base !== 1 ? Math.log(x) / Math.log(base) : null),
  log10: (x) => (x > 0 ? Math.log10(x) : null),
  removeZeros: (x) => (x === 0 ? null : x),
  normDistCum: (x, mean = 0, deviation = 1) => {
    const z = standard(x, mean, deviation);
    return z === null ? null : cumulative(z);
  },
  normDistDen: (x, mean = 0, deviation = 1) => {
    const z = standard(x, mean, deviation);
    return z === null ? null : density(z) / deviation;
  },
  subExpression: (x) => x,
};

function standard(x, mean, deviation) {
  return deviation > 0 ? finite((x - mean) / deviation) : null;
}

// The normal distribution: Hart's algorithm 5666 as given by West (2005), with the coefficients of `normal.py`.
const ROOT_OF_TWO_PI = 2.5066282746310002;
const NEAR = 7.07106781186547;
const FAR = 37;
const NUMERATOR = [
  3.52624965998911e-2, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931,
  220.206867912376,
];
const DENOMINATOR = [
  8.83883476483184e-2, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831,
  793.826512519948, 440.413735824752,
];

function density(z) {
  return Math.exp((-z * z) / 2) / ROOT_OF_TWO_PI;
}

function cumulative(z) {
  const size = Math.abs(z);
  const tail = size > FAR ? 0 : size < NEAR ? near(size) : density(size) / fraction(size);
  return z > 0 ? 1 - tail : tail;
}

function near(size) {
  return (Math.exp((-size * size) / 2) * polynomial(NUMERATOR, size)) / polynomial(DENOMINATOR, size);
}

function fraction(size) {
  return [4, 3, 2, 1].reduce((below, step) => size + step / below, size + 0.65);
}

function polynomial(coefficients, z) {
  return coefficients.reduce((sum, each) => sum * z + each, 0);
}
