// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/instant.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <optional>

namespace cordon::simulator {

/// RFC 4648 base 32, upper case, no padding.
[[nodiscard]] QString base32(QByteArrayView bytes);
/// The reverse; nothing for a character outside the alphabet.
[[nodiscard]] std::optional<QByteArray> fromBase32(QStringView text);

/// RFC 4226 with SHA-1: the code of one counter value.
[[nodiscard]] QString hotp(QByteArrayView secret, std::uint64_t counter, int digits = 6);

/// The 30-second step that holds the moment.
[[nodiscard]] std::uint64_t totpStep(Instant at);
/// Whether the code is that of the step now, the one before or the one after.
[[nodiscard]] bool totpMatches(QByteArrayView secret, QStringView code, Instant now);

} // namespace cordon::simulator
