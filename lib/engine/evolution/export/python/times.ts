import type { Snippets } from "../snippets";

/** Times and durations, as Python. */
export const TIMES: Snippets = {
  Duration: `
BILLION = 1_000_000_000
@dataclass(frozen=True)
class Duration:
    seconds: int
    nanos: int

    @staticmethod
    def of_milliseconds(length: int) -> Duration:
        nanos = int(float(length) * 1e6)
        seconds = whole_quotient(nanos, BILLION)
        return Duration(seconds, nanos - seconds * BILLION)

    def plus(self, other: Duration) -> Duration:
        nanos = self.nanos + other.nanos
        return Duration(self.seconds + other.seconds + nanos // BILLION, cut_off(nanos))

    def minus(self, other: Duration) -> Duration:
        nanos = self.nanos - other.nanos
        return Duration(self.seconds - other.seconds + nanos // BILLION, cut_off(nanos + BILLION))

    def after(self, time: datetime) -> datetime:
        return shift_time(time, self.seconds * 1000 + self.nanos // 1_000_000)

    def before(self, time: datetime) -> datetime:
        return shift_time(time, -self.seconds * 1000 - self.nanos // 1_000_000)

    def milliseconds(self) -> float:
        return float(self.seconds) * 1000 + self.nanos / 1_000_000

    def __str__(self) -> str:
        fraction = f"{self.nanos / BILLION:.9f}".rstrip("0")[1:] if self.nanos else ""
        return f"{self.seconds}{fraction}s"`,
  cut_off: `
def cut_off(nanos: int) -> int:
    return nanos - whole_quotient(nanos, BILLION) * BILLION`,
  EPOCH: `
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)`,
  shift_time: `
def shift_time(time: datetime, by: int) -> datetime:
    try:
        return time + timedelta(milliseconds=by)
    except OverflowError:
        fail("The result is a time outside of the years 1 to 9999.")`,
  since_epoch: `
def since_epoch(time: datetime) -> int:
    return (time - EPOCH) // timedelta(milliseconds=1)`,
  time_text: `
def time_text(time: datetime) -> str:
    return f"{time.replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"`,
  as_time: String.raw`
def as_time(value: Any) -> datetime:
    if type(value) is int:
        if not -62135596800 <= value <= 253402300799:
            fail("timestamp() requires a time of the years 1 to 9999")
        return EPOCH + timedelta(seconds=value)
    form = r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?(Z|[+-][0-9]{2}:[0-9]{2})"
    parts = re.fullmatch(form, text(value))
    if parts is None or not 20 <= len(value) <= 30:
        fail("timestamp() requires a text in ISO 8601 format, with Z or an offset")
    year, month, day, hour, minute, second = (int(part or 0) for part in parts.groups()[:6])
    offset = 0 if parts[8] == "Z" else (int(parts[8][1:3]) * 60 + int(parts[8][4:])) * (-1 if parts[8][0] == "-" else 1)
    if hour > 24 or minute > 59 or second > 59 or abs(offset) > 1439 or (hour == 24 and (minute or second)):
        fail("timestamp() requires a text in ISO 8601 format")
    try:
        start = datetime(year, month, 1, tzinfo=timezone.utc)
        local = start + timedelta(days=day - 1, hours=hour, minutes=minute, seconds=second)
        if not 1 <= day <= 31:
            raise ValueError
        return local + timedelta(milliseconds=int((parts[7] or "0").ljust(3, "0")[:3]), minutes=-offset)
    except (ValueError, OverflowError):
        fail("timestamp() requires a text in ISO 8601 format")`,
  as_duration: String.raw`
UNITS = {"h": 3600 * BILLION, "m": 60 * BILLION, "s": BILLION, "ms": 10**6, "us": 1000, "µs": 1000, "ns": 1}
def as_duration(value: Any) -> Duration:
    rest = re.sub(r"^[+-]", "", text(value))
    nanos = 0
    while True:
        part = re.match(r"([0-9]*)\.?([0-9]*)(ns|us|µs|ms|s|m|h)", rest)
        if part is None:
            fail(f"Invalid duration: {value}")
        length = UNITS[part[3]]
        nanos += int(part[1] or 0) * length + int(part[2][:13].ljust(13, "0")) * length // 10**13
        rest = rest[part.end() :]
        if rest == "":
            sign = -1 if value.startswith("-") else 1
            return Duration(sign * (nanos // BILLION), sign * (nanos % BILLION))`,
  time_part: `
def time_part(name: str, value: Any, zone: Any = None) -> int:
    if type(value) is datetime:
        return part_of_time(name, value, None if zone is None else text(zone))
    if type(value) is not Duration or zone is not None:
        unfit(name, value)
    if name == "getHours":
        return whole_quotient(value.seconds, 3600)
    if name == "getMinutes":
        return whole_quotient(value.seconds, 60)
    if name == "getSeconds":
        return value.seconds
    return value.seconds * 1000 + value.nanos // 1_000_000 if name == "getMilliseconds" else unfit(name, value)`,
  part_of_time: `
def part_of_time(name: str, time: datetime, zone: str | None) -> int:
    try:
        local = time if zone is None else time.astimezone(ZoneInfo(zone))
    except (KeyError, ValueError, OSError):
        fail(f"{zone} is no time zone.")
    parts = {
        "getDate": local.day,
        "getDayOfMonth": local.day - 1,
        "getDayOfWeek": local.isoweekday() % 7,
        "getDayOfYear": local.timetuple().tm_yday - 1,
        "getFullYear": local.year,
        "getHours": local.hour,
        "getMilliseconds": time.microsecond // 1000,
        "getMinutes": local.minute,
        "getMonth": local.month - 1,
        "getSeconds": local.second,
    }
    return parts[name]`,
};
