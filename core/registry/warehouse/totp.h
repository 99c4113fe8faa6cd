// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/instant.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <optional>

namespace cordon::warehouse {

/// The bytes of a base32 secret as authenticator programs show it: any case, spaces, hyphens and
/// padding ignored. Nothing for other characters or an empty text.
[[nodiscard]] std::optional<QByteArray> decodedSecret(QStringView base32);
/// The 30-second step that a moment falls in.
[[nodiscard]] std::int64_t totpStep(Instant at);
/// RFC 6238 with SHA-1 and 6 digits.
[[nodiscard]] QString totpCode(const QByteArray& secret, std::int64_t step);

} // namespace cordon::warehouse
