// SPDX-License-Identifier: Apache-2.0
#include "core/domain/instant.h"

namespace cordon {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// Reads a text of fixed shape from left to right; the first thing that does not fit spoils it.
class Reader {
public:
    explicit Reader(QStringView text) : m_rest(text) {}

    [[nodiscard]] bool good() const { return m_good; }
    [[nodiscard]] bool atEnd() const { return m_rest.isEmpty(); }
    [[nodiscard]] char16_t peek() const { return m_rest.isEmpty() ? u'\0' : m_rest.front().unicode(); }

    int digits(qsizetype count)
    {
        int value = 0;
        for (qsizetype i = 0; i < count; ++i) {
            value = value * 10 + digit();
        }
        return value;
    }
    bool oneOf(QStringView set)
    {
        if (m_rest.isEmpty() || !set.contains(m_rest.front())) {
            m_good = false;
            return false;
        }
        m_rest = m_rest.sliced(1);
        return true;
    }
    /// The digits after a decimal point as microseconds; finer ones are cut off.
    int fraction()
    {
        int value = 0;
        int count = 0;
        while (peek() >= u'0' && peek() <= u'9' && count < 9) {
            const int d = digit();
            value = count < 6 ? value * 10 + d : value;
            ++count;
        }
        m_good = m_good && count > 0;
        for (; count < 6; ++count) {
            value *= 10;
        }
        return value;
    }

private:
    int digit()
    {
        const char16_t c = peek();
        if (c < u'0' || c > u'9') {
            m_good = false;
            return 0;
        }
        m_rest = m_rest.sliced(1);
        return c - u'0';
    }

    QStringView m_rest;
    bool m_good = true;
};

std::optional<Instant> readDate(Reader& in)
{
    const int year = in.digits(4);
    in.oneOf(u"-");
    const int month = in.digits(2);
    in.oneOf(u"-");
    const int day = in.digits(2);
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!in.good() || !date.ok()) {
        return std::nullopt;
    }
    return Instant(std::chrono::sys_days{date});
}

/// What "T10:17:00.5" adds to midnight.
std::optional<Microseconds> readTime(Reader& in)
{
    in.oneOf(u"Tt ");
    const int hour = in.digits(2);
    in.oneOf(u":");
    const int minute = in.digits(2);
    in.oneOf(u":");
    const int second = in.digits(2);
    int micro = 0;
    if (in.peek() == u'.') {
        in.oneOf(u".");
        micro = in.fraction();
    }
    if (!in.good() || hour > 23 || minute > 59 || second > 59) {
        return std::nullopt;
    }
    return hours(hour) + minutes(minute) + seconds(second) + Microseconds(micro);
}

std::optional<minutes> readZone(Reader& in)
{
    const char16_t sign = in.peek();
    if (!in.oneOf(u"Zz+-")) {
        return std::nullopt;
    }
    if (sign == u'Z' || sign == u'z') {
        return minutes(0);
    }
    const int hour = in.digits(2);
    in.oneOf(u":");
    const int minute = in.digits(2);
    if (!in.good() || hour > 23 || minute > 59) {
        return std::nullopt;
    }
    const minutes offset = hours(hour) + minutes(minute);
    return sign == u'+' ? offset : -offset;
}

bool inRange(Instant at)
{
    const std::chrono::year_month_day date{std::chrono::floor<days>(at)};
    return date.year() >= std::chrono::year{2000} && date.year() <= std::chrono::year{2100};
}

QString padded(std::int64_t value, int width)
{
    return QString::number(value).rightJustified(width, u'0');
}

QString timeOf(Instant at, bool withSeconds)
{
    const std::chrono::hh_mm_ss time{at - std::chrono::floor<days>(at)};
    QString text = padded(time.hours().count(), 2) + u':' + padded(time.minutes().count(), 2);
    if (withSeconds) {
        text += u':' + padded(time.seconds().count(), 2);
        if (time.subseconds().count() != 0) {
            text += u'.' + padded(time.subseconds().count(), 6);
        }
    }
    return text;
}

} // namespace

Instant systemNow()
{
    return std::chrono::floor<Microseconds>(std::chrono::system_clock::now());
}

std::optional<Instant> parseInstant(QStringView text)
{
    Reader in(text);
    std::optional<Instant> at = readDate(in);
    if (at && !in.atEnd()) {
        const std::optional<Microseconds> time = readTime(in);
        const std::optional<minutes> zone = time ? readZone(in) : std::nullopt;
        if (!zone || !in.atEnd()) {
            return std::nullopt;
        }
        *at += *time - *zone;
    }
    return at && inRange(*at) ? at : std::nullopt;
}

QString formatInstant(Instant at)
{
    return formatDay(at) + u'T' + timeOf(at, true) + u'Z';
}

QString formatDay(Instant at)
{
    const std::chrono::year_month_day date{std::chrono::floor<days>(at)};
    return padded(int{date.year()}, 4) + u'-' + padded(unsigned{date.month()}, 2) + u'-' +
           padded(unsigned{date.day()}, 2);
}

QString formatMinute(Instant at)
{
    return formatDay(at) + u' ' + timeOf(at, false);
}

Instant startOfHour(Instant at) noexcept
{
    return std::chrono::floor<hours>(at);
}

Instant startOfDay(Instant at) noexcept
{
    return std::chrono::floor<days>(at);
}

Instant startOfWeek(Instant at) noexcept
{
    const std::chrono::sys_days day = std::chrono::floor<days>(at);
    return day - (std::chrono::weekday{day} - std::chrono::Monday);
}

} // namespace cordon
