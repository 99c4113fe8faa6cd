// SPDX-License-Identifier: Apache-2.0
#include "core/ingest/byte_rules.h"

#include "core/domain/name_limits.h"
#include "core/domain/names.h"

#include <algorithm>
#include <array>

namespace cordon {

namespace {

constexpr std::size_t kMostHosts = 200'000;
constexpr std::size_t kLongestHost = 4 * 254; ///< 253 characters (RFC 1035) of at most four bytes, and a dot

constexpr bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

constexpr bool isAlnum(char c)
{
    return isUpper(c) || (c >= 'a' && c <= 'z') || isDigit(c);
}

constexpr std::array<bool, 256> makeNameBytes()
{
    std::array<bool, 256> bytes{};
    for (int i = 0; i < 128; ++i) {
        const char c = static_cast<char>(i);
        bytes[static_cast<std::size_t>(i)] = isAlnum(c) || c == '.' || c == '_' || c == '-';
    }
    return bytes;
}
constexpr std::array<bool, 256> kNameBytes = makeNameBytes();

QString textOf(Utf8 text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// The number that the digits of a fixed place tell; negative where one is none.
int digits(Utf8 text, std::size_t at, std::size_t count)
{
    int value = 0;
    for (const char c : text.substr(at, count)) {
        if (!isDigit(c)) {
            return -1;
        }
        value = value * 10 + (c - '0');
    }
    return value;
}

/// The one form that nearly every file holds: "2025-06-11T10:17:00Z". Others take the long way.
std::optional<Instant> parsePlainInstant(Utf8 text)
{
    if (text.size() != 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' ||
        text[16] != ':' || text[19] != 'Z') {
        return std::nullopt;
    }
    const int year = digits(text, 0, 4);
    const int month = digits(text, 5, 2);
    const int day = digits(text, 8, 2);
    const int hour = digits(text, 11, 2);
    const int minute = digits(text, 14, 2);
    const int second = digits(text, 17, 2);
    if (year < 2000 || year > 2100 || month < 1 || day < 1 || hour < 0 || hour > 23 || minute < 0 || minute > 59 ||
        second < 0 || second > 59) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok()) {
        return std::nullopt;
    }
    return Instant(std::chrono::sys_days{date}) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
           std::chrono::seconds(second);
}

} // namespace

bool isProjectName(Utf8 name)
{
    return !name.empty() && name.size() <= kLongestProjectName && isAlnum(name.front()) && isAlnum(name.back()) &&
           std::all_of(name.begin(), name.end(), [](char c) { return kNameBytes[static_cast<unsigned char>(c)]; });
}

bool isUserName(Utf8 name)
{
    return name.size() <= 50 && isProjectName(name);
}

std::optional<Instant> parseInstant(Utf8 text)
{
    const auto plain = parsePlainInstant(text);
    return plain ? plain : parseInstant(textOf(text));
}

/// U+0000 to U+001F and U+007F to U+009F.
bool hasControlCharacter(Utf8 text)
{
    unsigned char before = 0;
    for (const char byte : text) {
        const auto c = static_cast<unsigned char>(byte);
        if (c < 0x20 || c == 0x7F || (before == 0xC2 && c < 0xA0)) {
            return true;
        }
        before = c;
    }
    return false;
}

std::optional<Utf8> DomainRules::registrable(Utf8 address)
{
    const Utf8 host = address.substr(address.rfind('@') + 1);
    if (host.size() > kLongestHost) {
        return std::nullopt; // no name of a host, and not worth remembering
    }
    m_host.assign(host);
    auto known = m_known.find(m_host);
    if (known == m_known.end()) {
        if (m_known.size() >= kMostHosts) {
            m_known.clear();
        }
        // The sign keeps white space before the host where it is, and that makes it no name.
        const auto domain = registrableDomain(textOf("@" + m_host));
        known = m_known.emplace(m_host, domain ? std::optional(domain->toStdString()) : std::nullopt).first;
    }
    return known->second ? std::optional<Utf8>(*known->second) : std::nullopt;
}

} // namespace cordon
