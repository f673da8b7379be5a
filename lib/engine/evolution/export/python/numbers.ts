import type { Snippets } from "../snippets";

/** Arithmetic and comparisons of expressions, as Python. */
export const NUMBERS: Snippets = {
  is_numeric: `
def is_numeric(*values: Any) -> bool:
    return all(type(value) in (int, float) for value in values)`,
  both_are: `
def both_are(kind: type, left: Any, right: Any) -> bool:
    return type(left) is kind and type(right) is kind`,
  int64: `
def int64(value: int) -> int:
    return value if -(2**63) <= value < 2**63 else fail(f"integer overflow: {value}")`,
  add: `
def add(left: Any, right: Any) -> Any:
    if both_are(int, left, right):
        return int64(left + right)
    if is_numeric(left, right):
        return double(left) + double(right)
    if both_are(str, left, right) or both_are(list, left, right):
        return left + right
#@Duration     if both_are(Duration, left, right):
#@Duration         return left.plus(right)
#@Duration     if type(left) is datetime and type(right) is Duration:
#@Duration         return right.after(left)
#@Duration     if type(left) is Duration and type(right) is datetime:
#@Duration         return left.after(right)
    unfit("+", left, right)`,
  subtract: `
def subtract(left: Any, right: Any) -> Any:
    if both_are(int, left, right):
        return int64(left - right)
    if is_numeric(left, right):
        return double(left) - double(right)
#@Duration     if both_are(Duration, left, right):
#@Duration         return left.minus(right)
#@Duration     if type(left) is datetime and type(right) is Duration:
#@Duration         return right.before(left)
#@Duration     if both_are(datetime, left, right):
#@Duration         return Duration.of_milliseconds(since_epoch(left) - since_epoch(right))
    unfit("-", left, right)`,
  multiply: `
def multiply(left: Any, right: Any) -> Any:
    if both_are(int, left, right):
        return int64(left * right)
    return double(left) * double(right) if is_numeric(left, right) else unfit("*", left, right)`,
  divide: `
def divide(left: Any, right: Any) -> Any:
    """Two whole numbers of the expression give a whole number; with a number of the data, nothing is cut off."""
    if both_are(int, left, right):
        return whole_quotient(left, right) if right != 0 else fail("division by zero")
    if not is_numeric(left, right):
        unfit("/", left, right)
    left, right = double(left), double(right)
    if right != 0:
        return left / right
    return math.nan if left == 0 or math.isnan(left) else math.copysign(math.inf, left) * math.copysign(1, right)`,
  whole_quotient: `
def whole_quotient(left: int, right: int) -> int:
    """Python rounds down where others cut off."""
    quotient = abs(left) // abs(right)
    return quotient if (left < 0) == (right < 0) else -quotient`,
  remainder: `
def remainder(left: Any, right: Any) -> Any:
    if both_are(int, left, right):
        return left - right * whole_quotient(left, right) if right != 0 else fail("modulo by zero")
    if not is_numeric(left, right):
        unfit("%", left, right)
    left, right = double(left), double(right)
    return math.nan if right == 0 or math.isinf(left) else math.fmod(left, right)`,
  minus: `
def minus(value: Any) -> Any:
    return -value if is_numeric(value) else unfit("-", value)`,
  equal: `
def equal(left: Any, right: Any) -> bool:
    if is_numeric(left, right):
        return bool(left == right)
    if type(known(left)) is not type(known(right)):
        return False
    if type(left) is list:
        return len(left) == len(right) and all(map(equal, left, right))
    if type(left) is dict:
        return left.keys() == right.keys() and all(equal(left[name], right[name]) for name in left)
    return bool(left == right)`,
  inside: `
def inside(value: Any, collection: Any) -> bool:
    if type(collection) is list:
        return any(equal(value, each) for each in collection)
    return key_text(known(value)) in known(collection) if type(collection) is dict else unfit("in", value, collection)`,
  comparable: `
def comparable(sign: str, left: Any, right: Any) -> tuple[Any, Any]:
    if both_are(str, left, right):
        return units(left), units(right)
    if is_numeric(left, right) or both_are(bool, left, right):
        return left, right
#@Duration     if both_are(datetime, left, right):
#@Duration         return left, right
#@Duration     if both_are(Duration, left, right):
#@Duration         return left.milliseconds(), right.milliseconds()
    unfit(sign, left, right)`,
  less: `
def less(left: Any, right: Any) -> bool:
    left, right = comparable("<", left, right)
    return bool(left < right)`,
  at_most: `
def at_most(left: Any, right: Any) -> bool:
    left, right = comparable("<=", left, right)
    return bool(left <= right)`,
  greater: `
def greater(left: Any, right: Any) -> bool:
    left, right = comparable(">", left, right)
    return bool(left > right)`,
  at_least: `
def at_least(left: Any, right: Any) -> bool:
    left, right = comparable(">=", left, right)
    return bool(left >= right)`,
  js_number: `
def js_number(value: float) -> str:
    """A double as JavaScript writes it."""
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    shown, point = "".join(map(str, digits)), len(digits) + int(exponent)
    if -6 < point <= 21:
        if point <= 0:
            shown = f"0.{'0' * -point}{shown}"
        elif point < len(shown):
            shown = f"{shown[:point]}.{shown[point:]}"
        else:
            shown = shown.ljust(point, "0")
    else:
        fraction = f".{shown[1:]}" if len(shown) > 1 else ""
        shown = f"{shown[0]}{fraction}e{'+' if point > 0 else '-'}{abs(point - 1)}"
    return f"-{shown}" if sign else shown`,
  js_double: String.raw`
def js_double(written: str) -> float:
    """The number that JavaScript reads in a text; NaN for none."""
    prefixed = re.fullmatch(r"0([xX][0-9A-Fa-f]+|[oO][0-7]+|[bB][01]+)", written)
    if prefixed:
        return double(int(written, 0))
    if re.fullmatch(r"[+-]?Infinity", written):
        return -math.inf if written.startswith("-") else math.inf
    return float(written) if re.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", written) else math.nan`,
  rounded: `
def rounded(value: float, digits: int) -> float:
    """Halves go away from zero, decided on the decimal digits that the number shows."""
    shifted = js_double(f"{js_number(abs(value))}e{digits}")
    if not math.isfinite(shifted):
        return value
    whole = math.floor(shifted)
    nearest = double(whole + 1 if shifted - whole >= 0.5 else whole)
    result = js_double(f"{js_number(nearest)}e{-digits}")
    return math.copysign(result, value) if math.isfinite(result) else value`,
  round_: `
def round_(value: Any) -> Any:
    return whole_or(value, "round", lambda number: rounded(number, 0))`,
  round_to: `
def round_to(value: Any, digits: Any) -> float:
    return rounded(value, digits) if type(value) is float and type(digits) is int else unfit("round", value, digits)`,
  floor: `
def floor(value: Any) -> Any:
    return whole_or(value, "floor", math.floor)`,
  ceil: `
def ceil(value: Any) -> Any:
    return whole_or(value, "ceil", math.ceil)`,
  trunc: `
def trunc(value: Any) -> Any:
    return whole_or(value, "trunc", math.trunc)`,
  whole_or: `
def whole_or(value: Any, name: str, apply: Callable[[float], float]) -> Any:
    if type(value) is float:
        return double(apply(value)) if math.isfinite(value) else value
    return value if type(value) is int else unfit(name, value)`,
  absolute: `
def absolute(value: Any) -> Any:
    return abs(value) if is_numeric(value) else unfit("abs", value)`,
  smaller: `
def smaller(left: Any, right: Any) -> Any:
    return extreme("min", left, right)`,
  larger: `
def larger(left: Any, right: Any) -> Any:
    return extreme("max", left, right)`,
  extreme: `
def extreme(name: str, left: Any, right: Any) -> Any:
    pick: Callable[[Any, Any], Any] = min if name == "min" else max
    if both_are(int, left, right):
        return pick(left, right)
    if not is_numeric(left, right):
        unfit(name, left, right)
    left, right = double(left), double(right)
    return math.nan if math.isnan(left) or math.isnan(right) else pick(left, right)`,
};
