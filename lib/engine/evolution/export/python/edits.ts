import type { Snippets } from "../snippets";

/** What operations do to the data, as Python. They change it in place. */
export const EDITS: Snippets = {
  place_in: `
def place_in(name: str) -> int | None:
    return int(name) if re.fullmatch(r"0|[1-9][0-9]{0,8}", name) else None`,
  NOTHING: `
NOTHING: Any = object()`,
  value_at: `
def value_at(root: Any, path: list[str]) -> Any:
    """What stands at a path; NOTHING where nothing does, for None is null."""
    value = root
    for name in path:
        if isinstance(value, dict):
            value = value.get(name, NOTHING)
        else:
            index = place_in(name) if isinstance(value, list) else None
            value = value[index] if index is not None and index < len(value) else NOTHING
    return value`,
  holder_of: `
def holder_of(root: Any, path: list[str]) -> Any:
    """The object or list that what stands at the path is part of; made where there is none."""
    holder = root
    for depth, name in enumerate(path):
        if not isinstance(holder, (dict, list)):
            fail(f"{'.'.join(path)} cannot be reached.")
        if depth == len(path) - 1:
            break
        value = value_at(holder, [name])
        if value is NOTHING:
            if isinstance(holder, list):
                fail(f"{'.'.join(path)} is no place in that list.")
            value = holder[name] = {}
        holder = value
    return holder`,
  put: `
def put(data: Any, path: list[str], value: Any) -> None:
    holder, name = holder_of(data, path), path[-1]
    if isinstance(holder, dict):
        holder[name] = value
        return
    index = place_in(name)
    if index is None or index > len(holder):
        fail(f"{'.'.join(path)} is no place in that list.")
    holder[index : index + 1] = [value]`,
  put_if_missing: `
def put_if_missing(data: Any, path: list[str], value: Any) -> None:
    if value_at(data, path) is NOTHING:
        put(data, path, value)`,
  remove: `
def remove(data: Any, path: list[str]) -> None:
    if value_at(data, path) is NOTHING:
        return
    holder = holder_of(data, path)
    del holder[path[-1] if isinstance(holder, dict) else int(path[-1])]`,
  move: `
def move(data: Any, old: list[str], new: list[str], if_present: bool = False) -> None:
    """Never overwrites; a field that only changes its name keeps its place among the others."""
    value = value_at(data, old)
    if value is NOTHING:
        return None if if_present else fail(f"{'.'.join(old)} is missing.")
    if value_at(data, new) is not NOTHING:
        fail(f"{'.'.join(new)} is there already; a rename does not overwrite it.")
    holder = holder_of(data, old)
    if old[:-1] != new[:-1] or isinstance(holder, list):
        remove(data, old)
        return put(data, new, value)
    fields = [(new[-1] if name == old[-1] else name, each) for name, each in holder.items()]
    holder.clear()
    holder.update(fields)`,
  same: `
def same(left: Any, right: Any) -> bool:
    """As in JSON, where 1 and true are two things, and 1 and 1.0 one."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, (int, float, Decimal)) and isinstance(right, (int, float)):
        return double(left) == double(right)
    return type(left) is type(right) and bool(left == right)`,
  map_values: `
def map_values(data: Any, path: list[str], values: list[tuple[Any, Any]], rest: Any = "fail") -> None:
    """rest says what becomes of other values: "fail", "keep", or a list of the one that takes their place."""
    value = value_at(data, path)
    for known_value, becomes in values:
        if same(value, known_value):
            return put(data, path, becomes)
    if rest == "fail":
        fail(f"{'.'.join(path)} {'is missing' if value is NOTHING else 'has a value that is not listed'}.")
    if rest != "keep":
        put(data, path, rest[0])`,
  convert: `
def convert(data: Any, path: list[str], make: Callable[[Any], Any], if_present: bool = False) -> None:
    value = value_at(data, path)
    if if_present and (value is NOTHING or value is None):
        return
    if value is NOTHING:
        fail(f"{'.'.join(path)} is missing.")
    if not isinstance(value, (str, int, float, Decimal)):
        fail(f"{'.'.join(path)} is no text, number or truth value.")
    put(data, path, make(value))`,
  DECIMAL: String.raw`
DECIMAL = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,4}))?")`,
  written: `
def written(value: Any) -> str:
    """A value's digits: a Decimal, and an int of any size, keeps its own."""
    if isinstance(value, bool):
        return str(int(value))
    return js_number(value) if isinstance(value, float) else str(value)`,
  units_of: `
def units_of(number: str, decimals: int) -> str | None:
    """How many units of 10^-decimals a number is, in digits."""
    match = DECIMAL.fullmatch(number.strip(SPACES))
    if match is None:
        return None
    sign, before, fraction, exponent = match[1], match[2], match[3] or "", int(match[4] or 0)
    digits = (before + fraction).lstrip("0")
    if digits == "":
        return "0"
    zeros = exponent - len(fraction) + decimals
    if zeros >= 0:
        return None if len(digits) + zeros > 308 else f"{sign}{digits}{'0' * zeros}"
    cut = len(digits) + zeros
    return None if cut <= 0 or digits[cut:].strip("0") else f"{sign}{digits[:cut]}"`,
  to_integer: `
def to_integer(value: Any, decimals: int = 0) -> int:
    number = units_of(written(value), decimals)
    return fail(f"{value!r} has no whole number of units.") if number is None else int(number)`,
  to_number: `
def to_number(value: Any) -> Any:
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return value
    digits = written(value).strip(SPACES)
    if not DECIMAL.fullmatch(digits) or not math.isfinite(float(digits)):
        fail(f"{value!r} is no number.")
    return int(digits) if re.fullmatch(r"-?[0-9]+", digits) else plain(float(digits))`,
  to_text: `
def to_text(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else written(value)`,
  to_boolean: `
def to_boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    name = value if isinstance(value, str) else units_of(written(value), 0)
    if name in ("true", "1"):
        return True
    return False if name in ("false", "0") else fail(f"{value!r} is no truth value.")`,
  to_instant: `
DATE = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?(?: ?(Z|z|[+-][0-9]{2}(?::?[0-9]{2})?))?)?"
)
def to_instant(value: Any) -> str:
    instant = None if isinstance(value, bool) else instant_of(written(value).strip(SPACES))
    return instant if instant is not None else fail(f"{value!r} is no time.")
def instant_of(value: str) -> str | None:
    match = DATE.fullmatch(value)
    if match is None:
        return instant_of_number(value)
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    zone = match[8] or "Z"
    offset = 0
    if zone not in ("Z", "z"):
        hours, minutes = int(zone[1:3]), int(zone[3:].replace(":", "") or "0")
        if hours > 23 or minutes > 59:
            return None
        offset = (-1 if zone[0] == "-" else 1) * (hours * 60 + minutes)
    # Python has no year 0: four centuries later, the days are the same ones.
    era = 400 if year < 400 else 0
    try:
        local = datetime(year + era, month, day, hour, minute, second) - timedelta(minutes=offset)
    except (ValueError, OverflowError):
        return None
    return instant_text(local, era, match[7] or "")
def instant_of_number(value: str) -> str | None:
    """Numbers below 10^11 count seconds since 1970, others milliseconds."""
    number = units_of(value, 9)
    if number is None or len(number) > 25:
        return None
    is_seconds = abs(int(number)) // 10**9 < 10**11
    seconds, nanos = divmod(int(number) if is_seconds else whole_quotient(int(number), 1000), 10**9)
    try:
        return instant_text(datetime(1970, 1, 1) + timedelta(seconds=seconds), 0, f"{nanos:09d}")
    except OverflowError:
        return None
def instant_text(time: datetime, era: int, fraction: str) -> str | None:
    if time.year < era:
        return None
    digits = fraction.rstrip("0").ljust(3, "0")
    return f"{time.year - era:04d}{time.isoformat()[4:19]}.{digits}Z"`,
  holds: `
def holds(condition: Any) -> bool:
    return condition if type(condition) is bool else fail("A condition is neither true nor false.")`,
};
