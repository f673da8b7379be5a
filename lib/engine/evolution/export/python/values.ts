import type { Snippets } from "../snippets";

/** What expressions do with values of any kind, as Python. */
export const VALUES: Snippets = {
  UpcastError: `
class UpcastError(Exception):
    """An event that cannot be read as these upcasters say."""`,
  MissingKey: `
class MissingKey(UpcastError):
    pass`,
  fail: `
def fail(problem: str) -> NoReturn:
    raise UpcastError(problem)`,
  as_utc: `
def as_utc(time: datetime) -> datetime:
    """A time in UTC, to the millisecond."""
    utc = time.astimezone(timezone.utc) if time.tzinfo else time.replace(tzinfo=timezone.utc)
    return utc.replace(microsecond=utc.microsecond // 1000 * 1000)`,
  doubles: `
def doubles(value: Any) -> Any:
    """The data as an expression sees it: every number of JSON is a double."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, (int, float, Decimal)):
        return double(value)
    if isinstance(value, (list, tuple)):
        return [doubles(each) for each in value]
    if isinstance(value, dict):
        return {str(name): doubles(each) for name, each in value.items()}
#@Duration     if isinstance(value, datetime):
#@Duration         return as_utc(value)
    return str(value)`,
  double: `
def double(value: Any) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf`,
  kind_of: `
def kind_of(value: Any) -> str:
    """What a value is to an expression: numbers of JSON are doubles, whole numbers of expressions are ints."""
    for kind, name in KINDS.items():
        if type(known(value)) is kind:
            return name
    return "type"`,
  KINDS: `
KINDS: dict[type, str] = {
    type(None): "null",
    bool: "bool",
    int: "int",
    float: "double",
    str: "string",
    list: "list",
    dict: "map",
#@Duration     datetime: "google.protobuf.Timestamp",
#@Duration     Duration: "google.protobuf.Duration",
}`,
  known: `
def known(value: Any) -> Any:
    """Expressions do not look into objects that pretend to have a class."""
    if type(value) is dict and "constructor" in value:
        fail("An object has a field named constructor.")
    return value`,
  unfit: `
def unfit(what: str, *values: Any) -> NoReturn:
    fail(f"{what} does not go with {' and '.join(map(kind_of, values))}.")`,
  missing: `
def missing(name: Any) -> NoReturn:
    raise MissingKey(f"No such key: {name}")`,
  field: `
def field(value: Any, name: str) -> Any:
    if type(value) is dict and name in value:
        return value[name]
    known(value)
    return missing(name)`,
  item: `
def item(value: Any, index: Any) -> Any:
    if type(value) is not list:
        return known(field(known(value), key_text(index)))
    if type(index) not in (int, float):
        return missing(index)
    if not (0 <= index < len(value)) or index != int(index):
        fail(f"index out of bounds: {index}")
    return known(value[int(index)])`,
  has: `
def has(value: Any, *names: str) -> bool:
    for depth, name in enumerate(names):
        known(value)
        if type(value) is not dict or name not in value:
            return False if depth == len(names) - 1 else missing(name)
        value = value[name]
    return True`,
  otherwise: `
def otherwise(first: Callable[[], Any], second: Callable[[], Any]) -> Any:
    """The first value, or the second where the first is null or a field that is not there."""
    try:
        value = first()
        if value is not None:
            return value
    except MissingKey:
        pass
    return second()`,
  key_text: `
def key_text(key: Any) -> str:
    """A value as JavaScript writes it where it is the name of a field."""
    if key is None:
        return "null"
    if type(key) is list:
        return ",".join("" if each is None else key_text(each) for each in key)
    if type(key) is dict:
        return "[object Object]"
    return key if type(key) is str else as_text(key) if type(key) in (bool, int, float) else fail("No text for a key.")`,
  map_of: `
def map_of(entries: list[tuple[Any, Any]]) -> dict[str, Any]:
    kept = ((key_text(key), value) for key, value in entries)
    return {key: value for key, value in kept if key not in ("__proto__", "constructor", "prototype")}`,
  Type: `
class Type(str):
    pass`,
  type_named: `
def type_named(name: str) -> Type:
    return Type(name)`,
  type_of: `
def type_of(value: Any) -> Type:
    return type_named(kind_of(value))`,
  truth: `
def truth(value: Any) -> bool:
    return value if type(value) is bool else fail(f"A truth value was expected, not {kind_of(value)}.")`,
  either: `
def either(left: Callable[[], Any], right: Callable[[], Any]) -> bool:
    return decide(True, left, right)`,
  both: `
def both(left: Callable[[], Any], right: Callable[[], Any]) -> bool:
    return decide(False, left, right)`,
  decide: `
def decide(end: bool, left: Callable[[], Any], right: Callable[[], Any]) -> bool:
    """The side that decides the result makes an error of the other one unimportant."""
    first: Any = None
    failure: UpcastError | None = None
    try:
        first = left()
    except UpcastError as error:
        failure = error
    if first is end:
        return end
    if truth(right()) is end:
        return end
    if failure is not None:
        raise failure
    return truth(first)`,
  to_json: `
def to_json(value: Any, depth: int = 0) -> Any:
    """The result of an expression as JSON has it: whole doubles are written without a point, as JavaScript does."""
    if depth > 64:
        fail("The result is nested too deeply.")
    if value is None or type(value) in (bool, str):
        return value
    if type(value) is int:
        return value if abs(value) <= 9007199254740991 else str(value)
    if type(value) is float:
        return plain(value)
    if type(value) is list:
        return [to_json(each, depth + 1) for each in value]
#@Duration     if type(value) is datetime:
#@Duration         return time_text(value)
#@Duration     if type(value) is Duration:
#@Duration         return str(value)
    if type(value) is not dict:
        fail("The result is neither text, number, truth value, list, nor map.")
    return {name: to_json(each, depth + 1) for name, each in value.items()}`,
  plain: `
def plain(value: float) -> int | float:
    """A double as json.dumps shall write it."""
    if not math.isfinite(value):
        fail(f"The result is {value}, which JSON does not have.")
    return int(Decimal(repr(value))) if value == int(value) and abs(value) < 1e21 else value`,
  event_fields: `
def event_fields(event: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": event["type"],
        "streamId": event["streamId"],
        "version": float(event["version"]),
        "position": int(event["position"]),
        "schemaVersion": float(event["schemaVersion"]),
        "occurredAt": moment(event["occurredAt"]),
        "recordedAt": moment(event["recordedAt"]),
        "eventId": event["eventId"],
        "metadata": doubles(event["metadata"]),
    }`,
  moment: `
def moment(value: Any) -> datetime:
    """A time of the event: a datetime, or text in ISO 8601."""
    return as_utc(value if isinstance(value, datetime) else datetime.fromisoformat(value.replace("Z", "+00:00")))`,
};
