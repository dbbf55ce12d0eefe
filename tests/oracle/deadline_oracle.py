#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Counts deadlines minute by minute and day by day, and compares the engine with the result.

Shares no code with the engine: it reads the calendar files and the zone database by its own means and
finds every instant by stepping. Slow on purpose.

    deadline_oracle.py --printer PROGRAM --golden FILE --calendars DIR [DIR ...] [--random N --seed S]
    deadline_oracle.py --fill FILE --calendars DIR [DIR ...]     counts the due dates of a table
"""

import argparse
import datetime as dt
import pathlib
import random
import re
import subprocess
import sys
import zoneinfo

UTC = dt.timezone.utc
DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
ALWAYS = (dt.date(1600, 1, 1), dt.date(9999, 12, 31))


# --- calendar files, as far as this project's own files use YAML -----------------------------------

def values(text):
    """A plain value or [a, b] as a list of texts."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:-1]
        return [part.strip() for part in text.split(",")]
    return [text]


def days(text):
    """All dates of "A", "A to B" and lists of them."""
    result = []
    for part in values(text):
        ends = [dt.date.fromisoformat(end.strip()) for end in part.split(" to ")]
        date = ends[0]
        while date <= ends[-1]:
            result.append(date)
            date += DAY
    return result


def weekdays(text):
    if text == "every day":
        return set(range(7))
    ends = [WEEKDAYS.index(end.strip()) for end in text.split(" to ")]
    return set(range(ends[0], ends[-1] + 1))


def hours(text):
    """[(minute, minute), ...] of "08:00-12:00, 13:00-17:00"."""
    def minute(clock):
        hour, part = clock.split(":")
        return int(hour) * 60 + int(part)
    return [tuple(minute(end) for end in part.strip().split("-")) for part in text.split(",")]


def read_file(path):
    """Keys of one file; a nested map becomes a dict, a list of maps a list of dicts."""
    keys, holder = {}, None
    for raw in path.read_text(encoding="utf-8").splitlines():
        line = re.sub(r"(^|\s)#.*$", "", raw).rstrip()
        body = line.strip()
        if not body:
            continue
        if body == line:
            holder, _, value = body.partition(":")
            keys[holder] = value.strip() if value.strip() else {}
        elif holder == "sources":
            continue
        elif body.startswith("- "):
            if not isinstance(keys[holder], list):
                keys[holder] = []
            key, _, value = body[2:].partition(": ")
            keys[holder].append({key.strip(): value.strip()})
        else:
            target = keys[holder][-1] if isinstance(keys[holder], list) else keys[holder]
            key, _, value = body.partition(": ")
            target[key.strip()] = value.strip()
    return keys


class Calendar:
    def __init__(self, keys, tables):
        self.name = keys["calendar"]
        self.zone = zoneinfo.ZoneInfo(keys["zone"])
        self.week = weekdays(keys["working_days"])
        self.moves_over_rest = keys.get("last_day_moves_over") == "rest_days"
        holidays = keys.get("holidays", [])
        published = keys.get("published")
        if isinstance(holidays, str):
            table = tables[holidays]
            holidays, published = table["days"], table["published"]
        self.covered = tuple(days(published)[i] for i in (0, -1)) if published else ALWAYS
        self.kinds = {}
        for holiday in holidays:
            for key, kind in (("days_off", "rest"), ("public_holidays", "holiday"), ("make_up_days", "work")):
                for date in days(holiday[key]) if key in holiday else []:
                    self.kinds[date] = kind
        self.read_hours(keys)
        self.instants, self.opened = {}, {}

    def read_hours(self, keys):
        self.hours = None
        if "hours" not in keys:
            return
        if isinstance(keys["hours"], dict):
            self.hours = {day: hours(text) for name, text in keys["hours"].items()
                          for day in weekdays(name)}
        else:
            self.hours = {day: hours(keys["hours"]) for day in self.week}
        self.make_up = (hours(keys["make_up_hours"]) if "make_up_hours" in keys
                        else self.hours[min(self.hours)])

    def kind(self, date):
        if date in self.kinds:
            return self.kinds[date]
        return "work" if date.weekday() in self.week else "rest"

    def intervals(self, date):
        if self.kind(date) != "work":
            return []
        if self.hours is None:
            return [(0, 24 * 60)]
        return self.hours.get(date.weekday(), self.make_up)

    def local(self, instant):
        return instant.astimezone(self.zone).replace(tzinfo=None)

    def instant(self, date, minute, second=0):
        """The first UTC minute at which the clock on the wall shows this time or, in a gap, more."""
        key = (date, minute)
        if key not in self.instants:
            wanted = dt.datetime.combine(date, dt.time()) + minute * MINUTE
            guess = wanted.replace(tzinfo=UTC)
            offsets = [(guess + step * DAY).astimezone(self.zone).utcoffset() for step in (-1, 0, 1)]
            at = guess - max(offsets) - dt.timedelta(hours=2)
            while self.local(at) < wanted:
                at += MINUTE
            self.instants[key] = at
        return self.instants[key] + dt.timedelta(seconds=second)

    def is_open(self, date, instant):
        if date not in self.opened:
            self.opened[date] = [(self.instant(date, begin), self.instant(date, end))
                                 for begin, end in self.intervals(date)]
        return any(begin <= instant < end for begin, end in self.opened[date])


def load(folders):
    files = [read_file(path) for folder in folders
             for path in sorted(pathlib.Path(folder).glob("*.yaml"))]
    tables = {keys["holiday_table"]: keys for keys in files if "holiday_table" in keys}
    calendars = [Calendar(keys, tables) for keys in files if "calendar" in keys]
    return {calendar.name: calendar for calendar in calendars}


# --- counting --------------------------------------------------------------------------------------

UNITS = {"minute": ("exact", 60_000), "hour": ("exact", 3_600_000), "day": ("days", 1),
         "week": ("days", 7), "month": ("months", 1), "year": ("months", 12),
         "working hour": ("working hours", 3_600_000), "working minute": ("working hours", 60_000),
         "working day": ("working days", 1)}


def period(text):
    number, _, unit = text.partition(" ")
    kind, factor = UNITS[unit[:-1] if unit.endswith("s") else unit]
    return kind, int(number) * factor


class Count:
    def __init__(self, calendar):
        self.calendar = calendar
        self.provisional = False
        self.skipped = set()

    def kind(self, date):
        if not self.calendar.covered[0] <= date <= self.calendar.covered[1]:
            self.provisional = True
        return self.calendar.kind(date)

    def working_day(self, date, amount, step):
        left = max(amount, 1)
        if amount > 0:
            date += step
        while True:
            if self.kind(date) == "work":
                left -= 1
                if left == 0:
                    return date
            else:
                self.skipped.add(date)
            date += step

    def moved(self, last):
        """Art. 203 para. 1: is the last day part of a run of days off around a public holiday?"""
        if self.kind(last) == "work":
            return last
        after, met = last, self.kind(last) == "holiday" or self.calendar.moves_over_rest
        while self.kind(after) != "work":
            met = met or self.kind(after) == "holiday"
            after += DAY
        before = last
        while not met and self.kind(before) != "work":
            before -= DAY
            met = self.kind(before) == "holiday"
        if not met:
            return last
        while last < after:
            self.skipped.add(last)
            last += DAY
        return after

    def end_of_day(self, date):
        open_times = self.calendar.intervals(date)
        return self.calendar.instant(date, open_times[-1][1] if open_times else 24 * 60)

    def note(self, date):
        if self.kind(date) != "work":
            self.skipped.add(date)

    def open_time_after(self, at, milliseconds):
        left = dt.timedelta(milliseconds=milliseconds)
        while True:
            date = self.calendar.local(at).date()
            self.note(date)
            step = MINUTE - dt.timedelta(seconds=at.second) if at.second else MINUTE
            if self.calendar.is_open(date, at):
                if left <= step:
                    return at + left
                left -= step
            at += step

    def open_time_before(self, date, milliseconds):
        left = dt.timedelta(milliseconds=milliseconds)
        at = self.calendar.instant(date, 0)
        while left:
            at -= MINUTE
            date = self.calendar.local(at).date()
            self.note(date)
            if self.calendar.is_open(date, at):
                left -= MINUTE
        return at


def add_months(date, months):
    month = date.year * 12 + date.month - 1 + months
    for day in range(date.day, 0, -1):
        try:
            return dt.date(month // 12, month % 12 + 1, day)
        except ValueError:
            continue
    raise AssertionError("a month without days")


def due_after(calendar, start, text):
    kind, amount = period(text)
    count = Count(calendar)
    date = calendar.local(start).date()
    if kind == "exact":
        return count, start + dt.timedelta(milliseconds=amount)
    if kind == "working hours":
        return count, count.open_time_after(start, amount)
    if kind == "days":
        last = count.moved(date + amount * DAY)
    elif kind == "months":
        last = count.moved(add_months(date, amount))
    else:
        last = count.working_day(date, amount, DAY)
    return count, max(start, count.end_of_day(last))


def due_before(calendar, date, text):
    kind, amount = period(text)
    count = Count(calendar)
    if kind == "exact":
        return count, calendar.instant(date, 0) - dt.timedelta(milliseconds=amount)
    if kind == "working hours":
        return count, count.open_time_before(date, amount)
    if kind == "working days":
        return count, count.end_of_day(count.working_day(date, amount, -DAY))
    last = date - amount * DAY if kind == "days" else add_months(date, -amount)
    count.kind(last)
    return count, count.end_of_day(last)


# --- rows ------------------------------------------------------------------------------------------

def read_local(calendar, text):
    """"2026-09-30 17:00[:05]", "2026-10-10 24:00", or with an offset for the second of two hours."""
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)[ T](\d\d):(\d\d)(?::(\d\d))?([+-]\d\d:\d\d)?", text)
    date = dt.date.fromisoformat(match[1])
    minute, second = int(match[2]) * 60 + int(match[3]), int(match[4] or 0)
    if match[5]:
        offset = dt.datetime.fromisoformat("2000-01-01T00:00" + match[5]).utcoffset()
        naive = dt.datetime.combine(date, dt.time(), UTC) + dt.timedelta(minutes=minute, seconds=second)
        return naive - offset
    return calendar.instant(date, minute, second)


def print_local(calendar, instant):
    local = calendar.local(instant)
    if calendar.instant(local.date(), local.hour * 60 + local.minute, local.second) != instant:
        return instant.astimezone(calendar.zone).isoformat(timespec="minutes")
    if local.time() == dt.time():
        return f"{local.date() - DAY} 24:00"
    return local.isoformat(sep=" ", timespec="seconds" if local.second else "minutes")


def utc_text(instant):
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Row:
    def __init__(self, calendars, identifier, calendar, start, text):
        self.identifier = identifier
        self.calendar = calendars[calendar]
        self.text = text
        if text.startswith("-"):
            self.sent = start
            self.count, self.due = due_before(self.calendar, dt.date.fromisoformat(start), text[1:])
        else:
            instant = read_local(self.calendar, start)
            self.sent = utc_text(instant)
            self.count, self.due = due_after(self.calendar, instant, text)

    def request(self):
        return "\t".join([self.identifier, self.calendar.name, self.sent, self.text])

    def provisional(self):
        return "yes" if self.count.provisional else "no"

    def answer(self):
        skipped = ",".join(str(date) for date in sorted(self.count.skipped))
        return "\t".join([self.identifier, utc_text(self.due), self.provisional(), skipped])


def check_golden(calendars, path):
    rows, mistakes = [], []
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        identifier, calendar, start, text, due, provisional = line.split("\t")[:6]
        row = Row(calendars, identifier, calendar, start, text)
        rows.append(row)
        if read_local(row.calendar, due) != row.due or provisional != row.provisional():
            mistakes.append(f"{identifier}: written {due} ({provisional}), counted "
                            f"{print_local(row.calendar, row.due)} ({row.provisional()})")
    return rows, mistakes


def random_rows(calendars, number, seed):
    chance = random.Random(seed)
    # Days on which something happens: zone changes, holidays, ends of months and years.
    corners = {"America/New_York": ["2026-03-08", "2026-11-01"],
               "Europe/Berlin": ["2026-03-29", "2026-10-25"],
               "Australia/Lord_Howe": ["2026-04-05", "2026-10-04"]}
    usual = ["2024-02-08", "2024-12-31", "2025-01-27", "2025-09-30", "2026-02-14", "2026-05-01",
             "2026-09-30", "2026-12-28"]
    for index in range(number):
        calendar = calendars[chance.choice(sorted(calendars))]
        corner = dt.date.fromisoformat(chance.choice(corners.get(calendar.zone.key, usual)))
        date = corner + chance.randint(-12, 12) * DAY
        if calendar.name == "patent_office_2008":
            date = dt.date(2007, 12, 1) + chance.randint(0, 90) * DAY
        elif chance.random() < 0.3:
            date = dt.date(2024, 1, 1) + chance.randint(0, 1200) * DAY
        most, unit = chance.choice([(72, "hours"), (500, "minutes"), (40, "days"), (14, "months"),
                                    (30, "working days"), (5, "working days"),
                                    (30, "working hours"), (400, "working minutes")])
        text = f"{chance.randint(0, most)} {unit}"
        if chance.random() < 0.2:
            yield Row(calendars, f"random-{index}", calendar.name, str(date), "-" + text)
            continue
        minute = chance.choice([0, 0, 30, chance.randint(0, 59)])
        start = f"{date} {chance.randint(0, 23):02}:{minute:02}"
        if chance.random() < 0.2:
            start += f":{chance.randint(0, 59):02}"
        yield Row(calendars, f"random-{index}", calendar.name, start, text)


def ask_engine(printer, folders, rows):
    requests = "".join(row.request() + "\n" for row in rows)
    result = subprocess.run([printer, *folders], input=requests, capture_output=True, text=True,
                            check=False)
    if result.returncode != 0:
        sys.exit(f"{printer} failed: {result.stderr}")
    return result.stdout.splitlines()


def fill(calendars, path):
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if not line.startswith("#"):
            row = Row(calendars, *fields[:4])
            fields[4:6] = [print_local(row.calendar, row.due), row.provisional()]
        print("\t".join(fields))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--printer", help="program that answers with the engine")
    parser.add_argument("--golden")
    parser.add_argument("--fill")
    parser.add_argument("--calendars", nargs="+", required=True)
    parser.add_argument("--random", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    calendars = load(arguments.calendars)
    if arguments.fill:
        fill(calendars, arguments.fill)
        return 0

    rows, mistakes = check_golden(calendars, arguments.golden)
    golden = len(rows)
    rows += random_rows(calendars, arguments.random, arguments.seed)
    if arguments.printer:
        answers = ask_engine(arguments.printer, arguments.calendars, rows)
        if len(answers) != len(rows):
            mistakes.append(f"{len(rows)} questions, {len(answers)} answers")
        mistakes += [f"{row.request()}\n  counted {row.answer()}\n  engine  {answer}"
                     for row, answer in zip(rows, answers) if answer != row.answer()]
    print("\n".join(mistakes[:40]))
    print(f"{golden} golden rows, {len(rows) - golden} random ones (seed {arguments.seed}), "
          f"{len(mistakes)} differences")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
