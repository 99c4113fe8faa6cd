// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <chrono>
#include <functional>
#include <optional>

namespace cordon {

using Microseconds = std::chrono::microseconds;
/// A moment in UTC, integer microseconds (design.md, rule 7).
using Instant = std::chrono::sys_time<Microseconds>;
/// Where "now" comes from; injected, so that pure code has no clock.
using Clock = std::function<Instant()>;

/// The machine's clock.
[[nodiscard]] Instant systemNow();

/// Reads an RFC 3339 time with zone ("2025-06-11T10:17:00Z", "+03:00", fractions to the
/// microsecond) or a bare date, which is its midnight UTC. Nothing for anything else, for a time
/// without zone, for 24:00 and for years outside 2000..2100 (security.md T40).
[[nodiscard]] std::optional<Instant> parseInstant(QStringView text);

/// RFC 3339 in UTC with Z; fractions only where there are any.
[[nodiscard]] QString formatInstant(Instant at);
/// "2025-06-11"
[[nodiscard]] QString formatDay(Instant at);
/// "2025-06-11 10:17" for tables
[[nodiscard]] QString formatMinute(Instant at);

/// Start of the UTC hour, day, or week (Monday) that holds the moment.
[[nodiscard]] Instant startOfHour(Instant at) noexcept;
[[nodiscard]] Instant startOfDay(Instant at) noexcept;
[[nodiscard]] Instant startOfWeek(Instant at) noexcept;

} // namespace cordon
