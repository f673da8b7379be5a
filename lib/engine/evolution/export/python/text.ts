import type { Snippets } from "../snippets";

/** Functions on text, lists and maps, and between kinds of values, as Python. */
export const TEXT: Snippets = {
  text: `
def text(value: Any) -> str:
    return value if type(value) is str else fail(f"Text was expected, not {kind_of(value)}.")`,
  whole: `
def whole(value: Any) -> int:
    return value if type(value) is int else fail(f"A whole number was expected, not {kind_of(value)}.")`,
  units: String.raw`
def units(value: str) -> str:
    """A text in the units that places in it are counted in, which are those of UTF-16."""
    if all(char < "\U00010000" for char in value):
        return value
    code = value.encode("utf-16-le", "surrogatepass")
    return "".join(chr(code[at] | code[at + 1] << 8) for at in range(0, len(code), 2))`,
  of_units: `
def of_units(value: str) -> str:
    return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")`,
  SPACES: String.raw`
SPACES = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"`,
  size: `
def size(value: Any) -> int:
    return len(known(value)) if type(value) in (str, list, dict) else unfit("size", value)`,
  starts_with: `
def starts_with(value: Any, part: Any) -> bool:
    return units(text(value)).startswith(units(text(part)))`,
  ends_with: `
def ends_with(value: Any, part: Any) -> bool:
    return units(text(value)).endswith(units(text(part)))`,
  contains: `
def contains(value: Any, part: Any) -> bool:
    return units(text(part)) in units(text(value))`,
  lower: `
def lower(value: Any) -> str:
    return text(value).lower()`,
  upper: `
def upper(value: Any) -> str:
    return text(value).upper()`,
  trimmed: `
def trimmed(value: Any) -> str:
    return text(value).strip(SPACES)`,
  place: `
def place(value: str, start: Any) -> int:
    """A place in a text to look from."""
    return start if 0 <= whole(start) < len(value) else fail(f"indexOf: {start} is out of range")`,
  index_of: `
def index_of(value: Any, part: Any, start: Any = None) -> int:
    here, wanted = units(text(value)), units(text(part))
    if start is None:
        return here.find(wanted)
    return whole(start) if wanted == "" else here.find(wanted, place(here, start))`,
  last_index_of: `
def last_index_of(value: Any, part: Any, start: Any = None) -> int:
    here, wanted = units(text(value)), units(text(part))
    if start is None:
        return here.rfind(wanted)
    return whole(start) if wanted == "" else here.rfind(wanted, 0, place(here, start) + len(wanted))`,
  substring: `
def substring(value: Any, start: Any, end: Any = None) -> str:
    here = units(text(value))
    stop = len(here) if end is None else whole(end)
    if not 0 <= whole(start) <= stop <= len(here):
        fail("substring: index out of range")
    return of_units(here[start:stop])`,
  split: `
def split(value: Any, separator: Any, limit: Any = None) -> list[str]:
    between = text(separator)
    parts = list(units(text(value))) if between == "" else text(value).split(between)
    if limit is None:
        return parts
    if whole(limit) == 0:
        return []
    if limit < 0 or len(parts) <= limit:
        return parts
    return [*parts[: limit - 1], of_units(between.join(parts[limit - 1 :]))]`,
  joined: `
def joined(values: Any, separator: Any = "") -> str:
    return of_units(text(separator).join(map(text, values))) if type(values) is list else unfit("join", values)`,
  replaced: `
def replaced(value: Any, part: Any, by: Any) -> str:
    return text(value).replace(text(part), text(by)) if text(part) != "" else (text(by), text(value))[1]`,
  matches: `
def matches(value: Any, pattern: re.Pattern[str]) -> bool:
    return pattern.search(text(value)) is not None`,
  as_text: `
def as_text(value: Any) -> str:
    if type(value) is bool:
        return "true" if value else "false"
    if type(value) is float:
        return "+Inf" if value == math.inf else "-Inf" if value == -math.inf else js_number(value)
#@Duration     if type(value) is datetime:
#@Duration         return time_text(value)
    return str(value) if type(value) in (int, str) else unfit("string", value)`,
  as_int: `
def as_int(value: Any) -> int:
    if type(value) is int:
        return value
    if type(value) is float:
        return int(value) if math.isfinite(value) else fail("int() type error: integer overflow")
    digits = text(value)
    if len(digits) > 20 or not re.fullmatch(r"[+-]?[0-9]+|0X[0-9A-Fa-f]+|0[bB][01]+|0[oO][0-7]+|", digits):
        fail("int() type error: cannot convert to int")
    return int64(int(digits or "0", 0 if digits[1:2].isalpha() else 10))`,
  as_double: `
def as_double(value: Any) -> float:
    if is_numeric(value):
        return double(value)
    word = re.fullmatch(r"([+-]?)inf(inity)?", text(value), re.IGNORECASE | re.ASCII)
    if word:
        return -math.inf if word[1] == "-" else math.inf
    if value.lower() == "nan":
        return math.nan
    number = js_double(value)
    return fail("double() type error: cannot convert to double") if math.isnan(number) else number`,
  as_truth: `
def as_truth(value: Any) -> bool:
    if type(value) is bool:
        return value
    if text(value) in ("1", "t", "true", "TRUE", "True"):
        return True
    return False if value in ("0", "f", "false", "FALSE", "False") else fail("bool() conversion error")`,
  items: `
def items(value: Any) -> list[Any]:
    """What a loop goes through: the items of a list, or the names in a map, whole numbers first as in JavaScript."""
    if type(value) is list:
        return value
#@Duration     if type(value) in (datetime, Duration):
#@Duration         return []
    if type(value) is not dict:
        fail(f"There is nothing to go through in {kind_of(value)}.")
    numbers = [name for name in value if re.fullmatch(r"0|[1-9][0-9]{0,9}", name) and int(name) < 2**32 - 1]
    return [*sorted(numbers, key=int), *(name for name in value if name not in numbers)]`,
  every: `
def every(values: Any, test: Callable[[Any], Any]) -> bool:
    return not decided(values, test, False)`,
  some: `
def some(values: Any, test: Callable[[Any], Any]) -> bool:
    return decided(values, test, True)`,
  decided: `
def decided(values: Any, test: Callable[[Any], Any], end: bool) -> bool:
    """Whether a test gives "end"; only where none does, an error of another one counts."""
    failure: UpcastError | None = None
    for each in items(values):
        known(each)
        try:
            if truth(test(each)) is end:
                return True
        except UpcastError as error:
            failure = failure or error
    if failure is not None:
        raise failure
    return False`,
  exactly_one: `
def exactly_one(values: Any, test: Callable[[Any], Any]) -> bool:
    return len(filtered(values, test)) == 1`,
  filtered: `
def filtered(values: Any, test: Callable[[Any], Any]) -> list[Any]:
    return [each for each in items(values) if truth(test(known(each)))]`,
  mapped: `
def mapped(values: Any, make: Callable[[Any], Any]) -> list[Any]:
    return [make(known(each)) for each in items(values)]`,
};
