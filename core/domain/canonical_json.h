// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonValue>

namespace cordon {

/// One spelling for one value, for bytes that are hashed or compared: members sorted by code
/// point, no white space, UTF-8, integers only (a number with a fraction is written as a string by
/// the caller), escapes only where RFC 8259 demands them. Same value, same bytes.
[[nodiscard]] QByteArray canonicalJson(const QJsonValue& value);

} // namespace cordon
